package io.todosystem.bff.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** When a task is due: a date, or a local time with its zone. */
@Serdeable
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "When a task is due: `date`, or `time` and `zone`.",
        example = "{\"time\": \"2026-11-30T09:00:00\", \"zone\": \"Europe/Berlin\"}")
public record Due(
        @Schema(description = "Calendar date, `2026-11-30`: that day wherever the user is.") @Nullable
        String date,

        @Schema(description = "Local date and time, `2026-11-30T09:00:00`.") @Nullable
        String time,

        @Schema(description = "IANA time zone of `time`, `Europe/Berlin`.") @Nullable
        String zone) {

    static Due from(io.todosystem.proto.tasks.v1.Due due) {
        return due.getDate().isEmpty()
                ? new Due(null, due.getTime(), due.getZone())
                : new Due(due.getDate(), null, null);
    }

    io.todosystem.proto.tasks.v1.Due proto() {
        var proto = io.todosystem.proto.tasks.v1.Due.newBuilder();
        if (date != null) {
            proto.setDate(date);
        }
        if (time != null) {
            proto.setTime(time);
        }
        if (zone != null) {
            proto.setZone(zone);
        }
        return proto.build();
    }
}
