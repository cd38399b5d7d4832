package io.todosystem.localstack.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mailbox on the web: {@code /} and {@code /messages/ID} for people, {@code /api/messages?to=} (the heads of the
 * newest) and {@code /api/messages/ID} (with its text) for programs, {@code /health} for whoever waits for it.
 *
 * <p>A mail's HTML is shown in a sandboxed frame that may run no script and load nothing.
 */
final class MailboxPages {
    private static final Logger LOG = LoggerFactory.getLogger(MailboxPages.class);
    private static final String JSON = "application/json";
    private static final String HTML = "text/html; charset=utf-8";
    private static final int LISTED = 200;

    private final Mailbox mailbox;
    private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    MailboxPages(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    HttpServer serve(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
        return server;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Page page = page(exchange);
            byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", page.type());
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders()
                    .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'");
            exchange.sendResponseHeaders(page.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Page page(HttpExchange exchange) throws JsonProcessingException {
        try {
            return exchange.getRequestMethod().equals("GET")
                    ? answer(exchange)
                    : new Page(405, JSON, "{\"error\": \"only GET\"}");
        } catch (RuntimeException e) {
            LOG.error("{} failed", exchange.getRequestURI(), e);
            return new Page(500, JSON, "{\"error\": \"see the log of the mail sink\"}");
        }
    }

    private Page answer(HttpExchange exchange) throws JsonProcessingException {
        String path = exchange.getRequestURI().getPath();
        String recipient = parameter(exchange, "to");
        if (path.equals("/health")) {
            return new Page(200, JSON, "{\"status\": \"UP\"}");
        }
        if (path.equals("/")) {
            return new Page(200, HTML, MailboxHtml.list(mailbox.heads(recipient, LISTED), recipient));
        }
        if (path.equals("/api/messages")) {
            List<Map<String, Object>> messages = mailbox.heads(recipient, LISTED).stream()
                    .map(MailboxPages::head)
                    .toList();
            return new Page(200, JSON, json.writeValueAsString(Map.of("messages", messages)));
        }
        if (path.startsWith("/api/messages/")) {
            Optional<StoredMail> mail = mailbox.get(path.substring("/api/messages/".length()));
            return mail.isPresent()
                    ? new Page(200, JSON, json.writeValueAsString(whole(mail.get())))
                    : new Page(404, JSON, "{\"error\": \"no such message\"}");
        }
        if (path.startsWith("/messages/")) {
            return mailbox.get(path.substring("/messages/".length()))
                    .map(mail -> new Page(200, HTML, MailboxHtml.message(mail)))
                    .orElse(notFound());
        }
        return notFound();
    }

    private static Page notFound() {
        return new Page(404, HTML, MailboxHtml.notFound());
    }

    private static Map<String, Object> head(StoredMail mail) {
        return Map.of(
                "id", mail.id(),
                "received", mail.received().toString(),
                "from", mail.from(),
                "to", mail.recipients(),
                "subject", mail.subject(),
                "message_id", mail.messageId());
    }

    private static Map<String, Object> whole(StoredMail mail) {
        Map<String, Object> fields = new HashMap<>(head(mail));
        fields.put("text", mail.text());
        fields.put("html", mail.html());
        return fields;
    }

    private static String parameter(HttpExchange exchange, String name) {
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private record Page(int status, String type, String body) {}
}
