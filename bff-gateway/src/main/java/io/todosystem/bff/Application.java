package io.todosystem.bff;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import io.todosystem.platform.config.Launcher;

@OpenAPIDefinition(
        info =
                @Info(
                        title = "todo-system",
                        version = "v1",
                        description = """
                                Tasks, notifications and sign-in over REST.

                                Every error is `application/problem+json` (RFC 9457). Its `type` is \
                                `urn:todosystem:problem:` and its `code` in lower case with hyphens: \
                                `urn:todosystem:problem:task-not-found` for `TASK_NOT_FOUND`; programs branch on `code`.

                                Bodies are JSON in UTF-8, at most 1 MiB; unknown members and query parameters are refused. \
                                A change of a task or notification takes an `Idempotency-Key`: a repetition of the same request \
                                under the same key within 24 h is answered as the first one was, with \
                                `Idempotency-Replayed: true`.

                                A task and a list of tasks come with an `ETag`. Sent back as `If-None-Match`, a read is \
                                answered with 304 while nothing has changed; sent as `If-Match`, a change of a task is made \
                                only to that version, and is 412 otherwise. Lists name their next page in `Link` too; 429 and \
                                503 say in `Retry-After` how many seconds to wait. `RateLimit` tells how many requests the \
                                user has left, `RateLimit-Policy` out of how many in which time.""",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")))
@SecurityScheme(
        name = "bearer",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        bearerFormat = "JWT",
        description = "The access token of a sign-in, good for 10 minutes.")
final class Application {
    private Application() {}

    public static void main(String... args) {
        Launcher.run(Application.class, args);
    }
}
