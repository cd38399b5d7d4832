package io.todosystem.bff.admin;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.proto.admin.v1.ReplayDeadLetterResponse;
import org.jspecify.annotations.Nullable;

/** How far a replay went. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(
        description = "How far a replay went.",
        example = "{\"replayed_count\": 3, \"remaining_count\": 0, \"failure\": null}")
record Replay(
        @Schema(description = "Letters that had their effect now.")
        int replayedCount,

        @Schema(description = "Letters of the key that are left: repeat while there are any and nothing failed.")
        long remainingCount,

        @Schema(description = "Why the first of them failed; null if none did.") @Nullable
        String failure) {

    static Replay from(ReplayDeadLetterResponse replay) {
        return new Replay(
                replay.getReplayedCount(),
                replay.getRemainingCount(),
                replay.getFailure().isEmpty() ? null : replay.getFailure());
    }
}
