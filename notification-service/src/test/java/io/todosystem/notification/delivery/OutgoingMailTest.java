package io.todosystem.notification.delivery;

import io.todosystem.notification.link.Link;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class OutgoingMailTest {

    private final Session session = Session.getInstance(new Properties());

    @Test
    void it_goes_over_the_wire_with_both_parts_and_whole_headers() throws Exception {
        MimeMessage mail = sent("\"Käse 👩\" is done", "You completed it.");

        assertThat(mail.getSubject()).isEqualTo("\"Käse 👩\" is done");
        assertThat(mail.getHeader("From")).containsExactly("todo-system <todo@example.com>");
        assertThat(mail.getHeader("To")).containsExactly("ann@example.org");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getSentDate().toInstant()).isEqualTo(Instant.parse("2026-11-30T09:00:00Z"));
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        var parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(parts.getBodyPart(0).getContent().toString()).startsWith("\"Käse 👩\" is done");
        assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("text/html; charset=UTF-8");
        assertThat(parts.getBodyPart(1).getContent().toString()).contains("&quot;Käse 👩&quot; is done");
    }

    @Test
    void every_sending_has_the_same_message_id() throws Exception {
        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThat(sent(TestDeliveries.delivery("a", "b", attempt), Optional.empty())
                            .getMessageID())
                    .isEqualTo("<00000000-0000-7000-8000-00000000000d@example.com>");
        }
    }

    /** The link of the copy that came first is void. */
    @Test
    void every_sending_of_a_link_has_a_message_id_of_its_own() throws Exception {
        Optional<Link> link = Optional.of(new Link("Set a password", "/reset", "token", Duration.ofMinutes(30)));
        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThat(sent(TestDeliveries.delivery("a", "b", attempt), link).getMessageID())
                    .isEqualTo("<00000000-0000-7000-8000-00000000000d." + attempt + "@example.com>");
        }
    }

    @Test
    void a_title_cannot_add_a_header() throws Exception {
        for (String lineBreak : new String[] {"\r\n", "\n", "\r", "\r\n ", "\u0000\n", "\u0085", "\u2028"}) {
            MimeMessage mail = sent("a" + lineBreak + "Bcc: all@example.com", "");

            assertThat(mail.getHeader("Bcc")).isNull();
            assertThat(mail.getSubject()).contains("Bcc: all@example.com");
        }
    }

    @Test
    void lines_are_short_enough_for_any_server() throws Exception {
        String wire = wire("x".repeat(500) + " \"" + "ü".repeat(500) + "\" is done", "y".repeat(5000));

        assertThat(wire.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(998));
    }

    private MimeMessage sent(String title, String body) throws Exception {
        return sent(TestDeliveries.delivery(title, body), Optional.empty());
    }

    private MimeMessage sent(Delivery delivery, Optional<Link> link) throws Exception {
        return new MimeMessage(
                session, new ByteArrayInputStream(wire(delivery, link).getBytes(UTF_8)));
    }

    private String wire(String title, String body) throws Exception {
        return wire(TestDeliveries.delivery(title, body), Optional.empty());
    }

    private String wire(Delivery delivery, Optional<Link> link) throws Exception {
        var mail = OutgoingMail.of(
                session,
                delivery,
                Mail.about(delivery, URI.create("https://todo.example.com"), link),
                new InternetAddress("todo-system <todo@example.com>"),
                new InternetAddress("ann@example.org"));
        var wire = new ByteArrayOutputStream();
        mail.writeTo(wire);
        return wire.toString(UTF_8);
    }
}
