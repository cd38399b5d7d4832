package io.todosystem.auth.key;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** The public keys, for verifiers that do not want to ask about each token. */
@Controller("/.well-known")
final class JwksController {
    private final SigningKeys keys;

    JwksController(SigningKeys keys) {
        this.keys = keys;
    }

    @Get("/jwks.json")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<String> jwks() {
        return HttpResponse.ok(keys.published().toString(true))
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=300");
    }
}
