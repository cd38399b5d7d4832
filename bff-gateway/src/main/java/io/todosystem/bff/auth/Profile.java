package io.todosystem.bff.auth;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.proto.auth.v1.Role;
import io.todosystem.proto.auth.v1.User;
import java.util.List;

/** A user as it sees itself. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(description = "A user as it sees itself.", example = """
                {"id": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d0", "email": "ada@example.org", "display_name": "Ada",
                 "roles": ["USER"], "time_zone": "Europe/Berlin", "locale": "de-AT", "email_verified": true}""")
public record Profile(
        String id,
        String email,
        String displayName,

        @Schema(description = "USER, and ADMIN for those who run the installation.")
        List<String> roles,

        @Schema(description = "IANA time zone; \"today\" is reckoned in it.")
        String timeZone,

        @Schema(description = "BCP 47 language tag.") String locale,

        @Schema(description = "Whether the user has shown that the address is theirs.")
        boolean emailVerified) {

    public static Profile from(User user) {
        return new Profile(
                user.getId(),
                user.getEmail(),
                user.getDisplayName(),
                user.getRolesList().stream()
                        .filter(role -> role != Role.UNRECOGNIZED)
                        .map(role -> role.name().substring("ROLE_".length()))
                        .toList(),
                user.getTimeZone(),
                user.getLocale(),
                user.getEmailVerified());
    }

    @Override
    public String toString() {
        return "Profile[" + id + "]";
    }
}
