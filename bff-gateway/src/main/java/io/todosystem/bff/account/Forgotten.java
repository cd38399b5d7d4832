package io.todosystem.bff.account;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;

/** Whose password was forgotten. */
@Serdeable
@Schema(description = "Whose password was forgotten.", example = "{\"email\": \"ada@example.org\"}")
record Forgotten(
        @Schema(description = "Mail address of the account.")
        String email) {

    @Override
    public String toString() {
        return "Forgotten[]";
    }
}
