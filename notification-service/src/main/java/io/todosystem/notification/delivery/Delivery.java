package io.todosystem.notification.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A message to be sent, as one try has it in hand.
 *
 * @param attempt counts the tries from 1; only the newest may write the outcome
 * @param age since it was made, when this try began
 * @param headers JSON of the trace and the request that it follows from
 */
record Delivery(
        UUID id,
        int attempt,
        Instant createTime,
        Duration age,
        UUID userId,
        UUID notificationId,
        String kind,
        String title,
        String body,
        String headers) {

    static final String CHANNEL = "mail";
}
