package io.todosystem.notification.delivery;

import java.time.Instant;
import java.util.UUID;

/**
 * A message to be sent, as one try has it in hand.
 *
 * @param attempt counts the tries from 1; only the newest may write the outcome
 */
record Delivery(
        UUID id,
        int attempt,
        Instant createTime,
        UUID userId,
        UUID notificationId,
        String kind,
        String title,
        String body) {

    static final String CHANNEL = "mail";
}
