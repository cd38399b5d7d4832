package io.todosystem.notification.delivery;

import io.todosystem.notification.feed.FeedConfig;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MailConfigTest {

    private static final Duration LEASE = Duration.ofSeconds(30);

    @Test
    void a_sender_may_have_a_name() {
        assertThat(config("Todo <todo@example.com>", "https://todo.example.com", LEASE)
                        .sender()
                        .getAddress())
                .isEqualTo("todo@example.com");
    }

    @Test
    void what_cannot_work_is_refused_by_its_name() {
        assertThatThrownBy(() -> config("nobody at all", "https://todo.example.com", LEASE))
                .hasMessageContaining("TODO_MAIL_FROM");
        assertThatThrownBy(() -> config("todo@example.com", "todo.example.com", LEASE))
                .hasMessageContaining("TODO_PUBLIC_URL");
        assertThatThrownBy(() -> config("todo@example.com", "https://todo.example.com", Duration.ofSeconds(10)))
                .hasMessageContaining("todo.mail.lease");
        assertThatThrownBy(() -> config(Duration.ZERO)).hasMessageContaining("todo.mail.give-up-after");
    }

    @Test
    void a_feed_outlives_its_mails() {
        var mail = config(Duration.ofDays(2));
        assertThatThrownBy(() -> new PendingMails(mail, new FeedConfig(Duration.ofDays(2))))
                .hasMessageContaining("todo.feed.retention");
        assertThatNoException().isThrownBy(() -> new PendingMails(mail, new FeedConfig(Duration.ofDays(3))));
    }

    private static MailConfig config(Duration giveUpAfter) {
        return new MailConfig("todo@example.com", URI.create("https://todo.example.com"), 1, LEASE, giveUpAfter);
    }

    private static MailConfig config(String from, String publicUrl, Duration lease) {
        return new MailConfig(from, URI.create(publicUrl), 1, lease, Duration.ofHours(24));
    }
}
