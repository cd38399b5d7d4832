package io.todosystem.notification.delivery;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * What a failure of SMTP means for the mail. Only a permanent no (5xx) to the recipient or to the content is final; one
 * to us (sign-in, sender, missing encryption) is for the operator to mend, so the mail waits.
 */
final class SmtpRefusals {

    /** RFC 4954 and 3207: sign in first, sign-in too weak, refused, encryption needed. */
    private static final Set<Integer> ABOUT_US = Set.of(530, 534, 535, 538);

    private SmtpRefusals() {}

    static Outcome outcomeOf(MessagingException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationFailedException) {
                return new Outcome.Postponed("SMTP_SIGN_IN_REFUSED");
            }
            if (cause instanceof SMTPAddressFailedException recipient) {
                return byCode(recipient.getReturnCode());
            }
            if (cause instanceof SMTPSendFailedException command) {
                return command.getCommand().startsWith("MAIL")
                        ? new Outcome.Postponed("SMTP_SENDER_REFUSED")
                        : byCode(command.getReturnCode());
            }
        }
        return new Outcome.Postponed("SMTP_UNREACHABLE");
    }

    private static Outcome byCode(int code) {
        String reason = "SMTP_" + code;
        return code >= 500 && code <= 599 && !ABOUT_US.contains(code)
                ? new Outcome.Failed(reason)
                : new Outcome.Postponed(reason);
    }
}
