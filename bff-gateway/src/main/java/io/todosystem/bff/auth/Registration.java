package io.todosystem.bff.auth;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A new account. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(description = "A new account.", example = """
                {"email": "ada@example.org", "password": "correct horse battery staple", "display_name": "Ada",
                 "time_zone": "Europe/Berlin"}""")
record Registration(
        @Schema(description = "Mail address, at most 254 characters, unique without regard to case.")
        String email,

        @Schema(description = "8 characters to 1024 bytes of any Unicode; not one of the common passwords.")
        String password,

        @Schema(description = "Name shown to people, 1 to 100 characters.")
        String displayName,

        @Schema(description = "IANA time zone; default UTC.") @Nullable
        String timeZone,

        @Schema(description = "The code of an invitation, where one is needed.") @Nullable
        String inviteCode) {

    @Override
    public String toString() {
        return "Registration[]";
    }
}
