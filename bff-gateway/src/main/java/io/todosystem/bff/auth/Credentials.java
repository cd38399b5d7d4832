package io.todosystem.bff.auth;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;

/** What a user signs in with. */
@Serdeable
@Schema(
        description = "What a user signs in with.",
        example = "{\"email\": \"ada@example.org\", \"password\": \"correct horse battery staple\"}")
record Credentials(String email, String password) {
    @Override
    public String toString() {
        return "Credentials[]";
    }
}
