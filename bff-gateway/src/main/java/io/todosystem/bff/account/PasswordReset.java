package io.todosystem.bff.account;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;

/** A new password for whoever holds a mailed link. */
@Serdeable
@Schema(description = "A new password for whoever holds a mailed link.", example = """
                {"token": "pX3sV0h7bYk1c9Qe5mW2rT8uZ4nL6aJd0fGiHoKxCvB", "password": "correct horse battery staple"}""")
record PasswordReset(
        @Schema(description = "What stands behind #token= in the link; good once, for 30 minutes.")
        String token,

        @Schema(description = "8 characters to 1024 bytes of any Unicode; not one of the common passwords.")
        String password) {

    @Override
    public String toString() {
        return "PasswordReset[]";
    }
}
