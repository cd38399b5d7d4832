package io.todosystem.notification.delivery;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.exceptions.ConfigurationException;
import io.todosystem.notification.feed.FeedConfig;
import java.time.Duration;

/** Refuses to run where a notification is forgotten, and its mail with it, while the mail is still tried. */
@Context
final class PendingMails {

    private static final Duration MARGIN = Duration.ofDays(1);

    PendingMails(MailConfig mail, FeedConfig feed) {
        if (feed.retention().compareTo(mail.giveUpAfter().plus(MARGIN)) < 0) {
            throw new ConfigurationException(
                    "todo.feed.retention must be at least a day longer than todo.mail.give-up-after");
        }
    }
}
