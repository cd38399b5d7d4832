package io.todosystem.bff.notification;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;

/** All notifications are read now. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(description = "All notifications are read now.", example = "{\"marked_count\": 3}")
record AllRead(
        @Schema(description = "How many were unread before.")
        long markedCount) {}
