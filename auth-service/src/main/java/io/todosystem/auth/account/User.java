package io.todosystem.auth.account;

import io.todosystem.platform.auth.Role;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A person with an account.
 *
 * @param locale BCP 47
 * @param version rises with each change of what is here
 */
public record User(
        UUID id,
        String email,
        String displayName,
        Set<Role> roles,
        String timeZone,
        String locale,
        boolean emailVerified,
        boolean disabled,
        long version,
        Instant createdAt) {

    public String etag() {
        return "\"" + version + '"';
    }

    /** Address and name are for the contracts only, never for a log. */
    @Override
    public String toString() {
        return "User[" + id + "]";
    }
}
