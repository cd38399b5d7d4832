package io.todosystem.e2e.installation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.todosystem.localstack.mail.MailReader;
import io.todosystem.localstack.mail.StoredMail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The mails that a mailbox keeps for developers, by the interface of Mailpit or, where that is not, of GreenMail. */
public record RemoteMailbox(URI address) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    List<StoredMail> list(String recipient) {
        var found = get("/api/v1/search?limit=200&query=" + encoded("to:\"" + recipient + "\""));
        return found.statusCode() == 404
                ? ofGreenMail(recipient)
                : ofMailpit(json(found).get("messages"));
    }

    private List<StoredMail> ofMailpit(JsonNode messages) {
        List<StoredMail> mails = new ArrayList<>();
        for (var message : messages) {
            var id = message.get("ID").asText();
            mails.add(mail(id, get("/api/v1/message/" + id + "/raw").body()));
        }
        return mails;
    }

    /** It knows a user from the first mail on. */
    private List<StoredMail> ofGreenMail(String recipient) {
        List<StoredMail> mails = new ArrayList<>();
        var found = get("/api/user/" + encoded(recipient) + "/messages/");
        if (found.statusCode() == 200) {
            json(found)
                    .forEach(message -> mails.add(mail(
                            message.get("uid").asText(),
                            message.get("mimeMessage").asText())));
        }
        return mails;
    }

    private static StoredMail mail(String id, String source) {
        return MailReader.read(id, Instant.EPOCH, source.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> get(String path) {
        try {
            return CLIENT.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
