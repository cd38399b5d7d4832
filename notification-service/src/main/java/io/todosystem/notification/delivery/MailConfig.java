package io.todosystem.notification.delivery;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;

/**
 * Mails and how they are sent.
 *
 * @param from sender, for example {@code todo-system <todo@example.com>}
 * @param publicUrl where the platform is reached by people's browsers
 * @param concurrency mails in the work at the same time
 * @param lease how long a try keeps others away, 15 s or more; after a crash the next try comes as late as this
 * @param giveUpAfter age at which a mail that could not be handed over is given up, above 0
 */
@ConfigurationProperties("todo.mail")
record MailConfig(
        @Bindable(defaultValue = "todo-system <todo-system@localhost>") @NotBlank
        String from,

        @Bindable(defaultValue = "http://localhost:8080") URI publicUrl,
        @Bindable(defaultValue = "16") @Min(1) @Max(64) int concurrency,
        @Bindable(defaultValue = "30s") Duration lease,
        @Bindable(defaultValue = "24h") Duration giveUpAfter) {

    MailConfig {
        if (lease.compareTo(Duration.ofSeconds(15)) < 0) {
            throw new IllegalArgumentException("todo.mail.lease must be 15 s or more, not " + lease);
        }
        if (publicUrl.getHost() == null) {
            throw new IllegalArgumentException("todo.mail.public-url (TODO_PUBLIC_URL) names no host: " + publicUrl);
        }
        if (!giveUpAfter.isPositive()) {
            throw new IllegalArgumentException("todo.mail.give-up-after must be above 0, not " + giveUpAfter);
        }
        parse(from);
    }

    InternetAddress sender() {
        return parse(from);
    }

    private static InternetAddress parse(String from) {
        try {
            return new InternetAddress(from, true);
        } catch (AddressException e) {
            throw new IllegalArgumentException("todo.mail.from (TODO_MAIL_FROM) is no mail address: " + from, e);
        }
    }
}
