package io.todosystem.bff.user;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.platform.clock.Times;
import io.todosystem.proto.auth.v1.User;
import java.time.Instant;
import java.util.List;

/** A user as administrators see it. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(description = "A user as administrators see it.", example = """
                {"id": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d0", "email": "ada@example.org", "display_name": "Ada",
                 "roles": ["USER"], "time_zone": "Europe/Berlin", "locale": "de-AT", "email_verified": true,
                 "disabled": false, "create_time": "2026-11-20T09:00:00Z"}""")
record Account(
        String id,
        String email,
        String displayName,
        List<UserRole> roles,
        String timeZone,
        String locale,
        boolean emailVerified,

        @Schema(description = "True for one who cannot sign in.")
        boolean disabled,

        Instant createTime) {

    static Account from(User user) {
        return new Account(
                user.getId(),
                user.getEmail(),
                user.getDisplayName(),
                UserRole.from(user.getRolesList()),
                user.getTimeZone(),
                user.getLocale(),
                user.getEmailVerified(),
                user.getDisabled(),
                Times.instant(user.getCreateTime()));
    }

    @Override
    public String toString() {
        return "Account[" + id + "]";
    }
}
