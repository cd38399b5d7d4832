package io.todosystem.notification.delivery;

import jakarta.inject.Singleton;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;

import static io.todosystem.notification.delivery.SmtpConfig.Tls.STARTTLS;
import static io.todosystem.notification.delivery.SmtpConfig.Tls.TLS;

/**
 * Hands one mail to the mail server over a connection of its own. Between the server's yes and our note of it a crash
 * makes a second copy.
 */
@Singleton
final class SmtpMailer {

    private final Session session;
    private final SmtpConfig smtp;
    private final MailConfig config;
    private final InternetAddress from;

    SmtpMailer(SmtpConfig smtp, MailConfig config) {
        this.smtp = smtp;
        this.config = config;
        this.from = config.sender();
        this.session = Session.getInstance(properties());
    }

    /** Blocks for as long as the server's time limits allow; may be interrupted. */
    Outcome send(Delivery delivery, Mail mail, String address) {
        InternetAddress to;
        try {
            to = recipient(address);
        } catch (AddressException e) {
            return new Outcome.Failed("BAD_ADDRESS");
        }
        try {
            hand(OutgoingMail.of(session, delivery, mail, from, to), to);
            return new Outcome.Sent();
        } catch (MessagingException e) {
            return SmtpRefusals.outcomeOf(e);
        }
    }

    /** Closing comes after the server's yes: that it fails changes nothing. */
    @SuppressWarnings("EmptyCatch")
    private void hand(OutgoingMail message, InternetAddress to) throws MessagingException {
        Transport transport = session.getTransport(smtp.tls() == TLS ? "smtps" : "smtp");
        try {
            if (smtp.user().isEmpty()) {
                transport.connect();
            } else {
                transport.connect(smtp.user(), smtp.password());
            }
            transport.sendMessage(message, new InternetAddress[] {to});
        } finally {
            try {
                transport.close();
            } catch (MessagingException ignored) {
            }
        }
    }

    /** Our addresses are ASCII; another would reach the server in a wrong encoding, so it is refused here. */
    private static InternetAddress recipient(String address) throws AddressException {
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(address)) {
            throw new AddressException("not ASCII");
        }
        return new InternetAddress(address, true);
    }

    private Properties properties() {
        var properties = new Properties();
        for (String protocol : new String[] {"smtp", "smtps"}) {
            String prefix = "mail." + protocol + '.';
            properties.setProperty(prefix + "host", smtp.host());
            properties.setProperty(prefix + "port", Integer.toString(smtp.port()));
            properties.setProperty(prefix + "connectiontimeout", millis(smtp.connectTimeout()));
            properties.setProperty(prefix + "timeout", millis(smtp.readTimeout()));
            properties.setProperty(prefix + "writetimeout", millis(smtp.writeTimeout()));
            properties.setProperty(
                    prefix + "auth", Boolean.toString(!smtp.user().isEmpty()));
            properties.setProperty(prefix + "ssl.checkserveridentity", "true");
            // What we call ourselves: without this the local host's name is asked of DNS, which may take long.
            properties.setProperty(prefix + "localhost", config.publicUrl().getHost());
        }
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(smtp.tls() == STARTTLS));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(smtp.tls() == STARTTLS));
        return properties;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
