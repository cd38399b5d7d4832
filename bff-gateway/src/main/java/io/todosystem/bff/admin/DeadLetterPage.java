package io.todosystem.bff.admin;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.platform.clock.Times;
import java.time.Instant;
import java.util.List;

/** A page of dead letters. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(description = "A page of dead letters: service by service, oldest first.", example = """
                {"dead_letters": [{"id": "notification-17", "service": "notification", "consumer": "notification",
                                   "event_id": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d4", "type": "task.completed",
                                   "topic": "task-events", "partition": 3, "offset": 1024,
                                   "key": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d2",
                                   "error": "java.lang.IllegalStateException: no", "attempts": 5,
                                   "fail_time": "2026-11-20T09:00:00Z"}],
                 "degraded": [], "next_page_token": ""}""")
record DeadLetterPage(
        List<DeadLetter> deadLetters,

        @Schema(description = "Services that could not be asked.")
        List<String> degraded,

        @Schema(description = "Goes into page_token for the next page; empty on the last one.")
        String nextPageToken) {

    /** An event that a consumer could not handle, or one that waits behind such an event of its key. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    @Schema(
            name = "DeadLetter",
            description = "An event that a consumer could not handle, or one that waits behind it.")
    record DeadLetter(
            String id,
            String service,
            String consumer,

            @Schema(description = "Empty if the record was no event.")
            String eventId,

            @Schema(description = "The event's name; empty if the record was no event.")
            String type,

            String topic,
            int partition,
            long offset,
            String key,

            @Schema(description = "Why the last try failed.")
            String error,

            @Schema(description = "How often it was tried; 0 if it only waits.")
            int attempts,

            Instant failTime) {

        static DeadLetter from(String service, io.todosystem.proto.admin.v1.DeadLetter letter) {
            return new DeadLetter(
                    new OperatedId(service, letter.getId()).toString(),
                    service,
                    letter.getConsumer(),
                    letter.getEventId(),
                    letter.getType(),
                    letter.getTopic(),
                    letter.getPartition(),
                    letter.getOffset(),
                    letter.getKey(),
                    letter.getError(),
                    letter.getAttempts(),
                    Times.instant(letter.getFailTime()));
        }
    }
}
