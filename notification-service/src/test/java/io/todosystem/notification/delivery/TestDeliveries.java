package io.todosystem.notification.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

final class TestDeliveries {

    private TestDeliveries() {}

    static Delivery delivery(String title, String body) {
        return delivery(title, body, 1);
    }

    static Delivery delivery(String title, String body, int attempt) {
        return new Delivery(
                UUID.fromString("00000000-0000-7000-8000-00000000000d"),
                attempt,
                Instant.parse("2026-11-30T09:00:00Z"),
                Duration.ZERO,
                UUID.randomUUID(),
                UUID.randomUUID(),
                "task.completed",
                title,
                body,
                "{}");
    }
}
