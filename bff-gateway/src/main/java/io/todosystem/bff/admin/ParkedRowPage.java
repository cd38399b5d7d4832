package io.todosystem.bff.admin;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.platform.clock.Times;
import java.time.Instant;
import java.util.List;

/** A page of parked rows. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(description = "A page of parked rows: service by service, oldest first.", example = """
                {"parked_rows": [{"id": "tasks-4711", "service": "tasks",
                                  "event_id": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d4", "type": "task.updated",
                                  "topic": "task-events", "key": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d2",
                                  "park_time": "2026-11-20T09:00:00Z", "attempts": 1,
                                  "last_error": "RecordTooLargeException"}],
                 "degraded": [], "next_page_token": ""}""")
record ParkedRowPage(
        List<ParkedRow> parkedRows,

        @Schema(description = "Services that could not be asked.")
        List<String> degraded,

        @Schema(description = "Goes into page_token for the next page; empty on the last one.")
        String nextPageToken) {

    /** An event that Kafka refused for good; later ones of its key wait. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    @Schema(name = "ParkedRow", description = "An event that Kafka refused for good; later ones of its key wait.")
    record ParkedRow(
            String id,
            String service,
            String eventId,

            @Schema(description = "The event's name.") String type,

            String topic,
            String key,
            Instant parkTime,

            @Schema(description = "How often it was refused.")
            int attempts,

            @Schema(description = "Why it was refused the last time.")
            String lastError) {

        static ParkedRow from(String service, io.todosystem.proto.admin.v1.ParkedRow row) {
            return new ParkedRow(
                    new OperatedId(service, row.getId()).toString(),
                    service,
                    row.getEventId(),
                    row.getType(),
                    row.getTopic(),
                    row.getKey(),
                    Times.instant(row.getParkTime()),
                    row.getAttempts(),
                    row.getLastError());
        }
    }
}
