package io.todosystem.auth.account;

import io.todosystem.platform.auth.Role;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** A person with an account. */
public record User(UUID id, String email, String displayName, Set<Role> roles, String timeZone, Instant createdAt) {
    /** Address and name are for the contracts only, never for a log. */
    @Override
    public String toString() {
        return "User[" + id + "]";
    }
}
