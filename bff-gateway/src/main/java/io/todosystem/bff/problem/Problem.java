package io.todosystem.bff.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What went wrong (RFC 9457). */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(description = "What went wrong (RFC 9457).")
public record Problem(
        @Schema(
                description = "Names the kind of problem: `urn:todosystem:problem:` and the code in lower case.",
                example = "urn:todosystem:problem:task-not-found")
        String type,

        @Schema(description = "The kind of problem in words.", example = "Task not found")
        String title,

        @Schema(description = "The HTTP status.", example = "404")
        int status,

        @Schema(description = "What happened this time and what to do about it.", example = "There is no such task.")
        String detail,

        @Schema(
                description = "The path that was asked.",
                example = "/api/v1/tasks/0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d0")
        String instance,

        @Schema(description = "What programs branch on.", example = "TASK_NOT_FOUND")
        String code,

        @Schema(description = "The members of the body, query parameters or headers at fault; empty when it is none.")
        List<Fault> errors,

        @Schema(
                description = "Finds this request in logs and traces.",
                nullable = true,
                example = "4bf92f3577b34da6a3ce929d0e0e4736")
        @Nullable
        String traceId) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** One fault. */
    @Serdeable
    @Schema(name = "ProblemFault", description = "One fault.")
    public record Fault(
            @Schema(
                    description =
                            "JSON pointer into the body (RFC 6901); `/page_size` also for the query parameter or header of that name.",
                    example = "/title")
            String pointer,

            @Schema(description = "What is wrong with it.", example = "must not be empty")
            String detail) {}

    public static String type(String code) {
        return "urn:todosystem:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static String title(String code) {
        var words = code.toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
