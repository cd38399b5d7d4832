package io.todosystem.bff.account;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;

/** A new password for a user who is signed in. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(description = "A new password for a user who is signed in.", example = """
                {"current_password": "correct horse battery", "new_password": "correct horse battery staple"}""")
record PasswordChange(
        String currentPassword,

        @Schema(description = "8 characters to 1024 bytes of any Unicode; not one of the common passwords.")
        String newPassword) {

    @Override
    public String toString() {
        return "PasswordChange[]";
    }
}
