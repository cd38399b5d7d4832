package io.todosystem.bff.auth;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;

/** Asks for a new pair of tokens. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(
        description = "Asks for a new pair of tokens.",
        example = "{\"refresh_token\": \"pX3sV0h7bYk1c9Qe5mW2rT8uZ4nL6aJd0fGiHoKxCvB\"}")
record Renewal(
        @Schema(description = "The newest refresh token of the session. It is used up.")
        String refreshToken) {

    @Override
    public String toString() {
        return "Renewal[]";
    }
}
