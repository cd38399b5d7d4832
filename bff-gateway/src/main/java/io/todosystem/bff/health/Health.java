package io.todosystem.bff.health;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;

/** Whether the system can work. */
@Serdeable
@Schema(
        description = "Whether the system can work: UP when every critical service is there.",
        example = "{\"status\": \"UP\", \"services\": {\"auth\": \"UP\", \"notification\": \"UP\", \"tasks\": \"UP\"}}")
record Health(
        @Schema(description = "UP or DOWN.") String status,

        @Schema(description = "UP or DOWN for each service; notification is not critical.")
        Map<String, String> services) {}
