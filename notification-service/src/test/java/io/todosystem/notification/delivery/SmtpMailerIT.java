package io.todosystem.notification.delivery;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static io.todosystem.notification.delivery.SmtpConfig.Tls.NONE;
import static io.todosystem.notification.delivery.SmtpConfig.Tls.STARTTLS;
import static io.todosystem.notification.delivery.SmtpConfig.Tls.TLS;
import static org.assertj.core.api.Assertions.assertThat;

class SmtpMailerIT {

    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final Delivery DELIVERY = TestDeliveries.delivery("\"Buy milk\" is done", "You completed it.");
    private static final Mail MAIL = Mail.about(DELIVERY, URI.create("http://localhost:8080"), Optional.empty());

    @Test
    void signs_in_when_it_has_a_user() {
        var server = server(ServerSetup.PROTOCOL_SMTP);
        try {
            server.setUser("todo@example.com", "todo", "secret");
            int port = server.getSmtp().getPort();

            assertThat(mailer(port, NONE, "todo", "secret", PATIENT).send(DELIVERY, MAIL, "ann@example.org"))
                    .isEqualTo(new Outcome.Sent());
            assertThat(mailer(port, NONE, "todo", "wrong", PATIENT).send(DELIVERY, MAIL, "ann@example.org"))
                    .isEqualTo(new Outcome.Postponed("SMTP_SIGN_IN_REFUSED"));
            assertThat(server.getReceivedMessages()).hasSize(1);
        } finally {
            server.stop();
        }
    }

    @Test
    void tells_nothing_to_a_server_that_cannot_encrypt() throws Exception {
        try (var plain = new ScriptedSmtp("250 yes")) {
            assertThat(mailer(plain.port(), STARTTLS, "", "").send(DELIVERY, MAIL, "ann@example.org"))
                    .isEqualTo(new Outcome.Postponed("SMTP_UNREACHABLE"));
            assertThat(plain.recipients()).isZero();
        }
    }

    @Test
    void tells_nothing_to_a_server_that_cannot_prove_who_it_is() {
        var server = server(ServerSetup.PROTOCOL_SMTPS);
        try {
            assertThat(mailer(server.getSmtps().getPort(), TLS, "", "").send(DELIVERY, MAIL, "ann@example.org"))
                    .isEqualTo(new Outcome.Postponed("SMTP_UNREACHABLE"));
            assertThat(server.getReceivedMessages()).isEmpty();
        } finally {
            server.stop();
        }
    }

    @Test
    void does_not_wait_for_a_silent_server() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(mailer(silent.getLocalPort(), NONE, "", "").send(DELIVERY, MAIL, "ann@example.org"))
                    .isEqualTo(new Outcome.Postponed("SMTP_UNREACHABLE"));
        }
    }

    @Test
    void an_address_that_is_none_is_never_tried() throws Exception {
        try (var server = new ScriptedSmtp("250 yes")) {
            for (String address : new String[] {
                "",
                "ann",
                "ann@example.org\r\nRCPT TO:<bob@example.org>",
                "ann@example.org, bob@example.org",
                "ännchen@example.org"
            }) {
                assertThat(mailer(server.port(), NONE, "", "").send(DELIVERY, MAIL, address))
                        .isEqualTo(new Outcome.Failed("BAD_ADDRESS"));
            }
            assertThat(server.recipients()).isZero();
        }
    }

    private static SmtpMailer mailer(int port, SmtpConfig.Tls tls, String user, String password) {
        return mailer(port, tls, user, password, LIMIT);
    }

    private static SmtpMailer mailer(int port, SmtpConfig.Tls tls, String user, String password, Duration limit) {
        return new SmtpMailer(
                new SmtpConfig("127.0.0.1", port, user, password, tls, limit, limit, limit),
                new MailConfig(
                        "todo@example.com",
                        URI.create("http://localhost:8080"),
                        1,
                        Duration.ofSeconds(30),
                        Duration.ofHours(24)));
    }

    private static GreenMail server(String protocol) {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", protocol));
        server.start();
        return server;
    }
}
