package io.todosystem.bff.account;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;

/** The token of a mailed link. */
@Serdeable
@Schema(
        description = "The token of a mailed link.",
        example = "{\"token\": \"pX3sV0h7bYk1c9Qe5mW2rT8uZ4nL6aJd0fGiHoKxCvB\"}")
record LinkToken(
        @Schema(description = "What stands behind #token= in the link; good once, for 8 hours.")
        String token) {

    @Override
    public String toString() {
        return "LinkToken[]";
    }
}
