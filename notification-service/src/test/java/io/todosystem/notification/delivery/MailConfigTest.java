package io.todosystem.notification.delivery;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
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
    }

    private static MailConfig config(String from, String publicUrl, Duration lease) {
        return new MailConfig(from, URI.create(publicUrl), 1, lease, Duration.ofHours(24));
    }
}
