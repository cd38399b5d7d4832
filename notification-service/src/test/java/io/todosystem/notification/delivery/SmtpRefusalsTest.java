package io.todosystem.notification.delivery;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.ConnectException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SmtpRefusalsTest {

    private static final Address[] NOBODY = {};

    @Test
    void a_permanent_no_to_the_recipient_or_the_content_is_final() throws Exception {
        assertThat(SmtpRefusals.outcomeOf(recipientRefused(550))).isEqualTo(new Outcome.Failed("SMTP_550"));
        assertThat(SmtpRefusals.outcomeOf(commandRefused(".", 554))).isEqualTo(new Outcome.Failed("SMTP_554"));
    }

    @Test
    void a_temporary_no_is_not() throws Exception {
        assertThat(SmtpRefusals.outcomeOf(recipientRefused(450))).isEqualTo(new Outcome.Postponed("SMTP_450"));
        assertThat(SmtpRefusals.outcomeOf(commandRefused("DATA", 421))).isEqualTo(new Outcome.Postponed("SMTP_421"));
    }

    @Test
    void a_no_to_us_waits_for_the_operator() throws Exception {
        assertThat(SmtpRefusals.outcomeOf(commandRefused("MAIL FROM:<todo@example.com>", 550)))
                .isEqualTo(new Outcome.Postponed("SMTP_SENDER_REFUSED"));
        assertThat(SmtpRefusals.outcomeOf(recipientRefused(530))).isEqualTo(new Outcome.Postponed("SMTP_530"));
        assertThat(SmtpRefusals.outcomeOf(new AuthenticationFailedException("535 no")))
                .isEqualTo(new Outcome.Postponed("SMTP_SIGN_IN_REFUSED"));
    }

    @Test
    void a_server_that_cannot_be_reached_or_goes_silent_is_asked_again() {
        assertThat(SmtpRefusals.outcomeOf(new MessagingException("no", new ConnectException("refused"))))
                .isEqualTo(new Outcome.Postponed("SMTP_UNREACHABLE"));
        assertThat(SmtpRefusals.outcomeOf(commandRefused(".", -1))).isEqualTo(new Outcome.Postponed("SMTP_-1"));
    }

    @Test
    void the_reason_never_quotes_the_server() throws Exception {
        assertThat(SmtpRefusals.outcomeOf(recipientRefused(550)).toString()).doesNotContain("ann");
    }

    private static MessagingException recipientRefused(int code) throws AddressException {
        var ann = new InternetAddress("ann@example.com");
        var refused = new SMTPAddressFailedException(ann, "RCPT TO:<ann@example.com>", code, code + " <ann@...> no");
        return new SendFailedException("Invalid Addresses", refused, NOBODY, NOBODY, new Address[] {ann});
    }

    private static SMTPSendFailedException commandRefused(String command, int code) {
        return new SMTPSendFailedException(command, code, code + " no", null, NOBODY, NOBODY, NOBODY);
    }
}
