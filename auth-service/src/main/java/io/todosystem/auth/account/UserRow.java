package io.todosystem.auth.account;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import io.todosystem.platform.auth.Role;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import static java.util.stream.Collectors.toUnmodifiableSet;

/** A user at rest. */
@MappedEntity("users")
public record UserRow(
        @Id UUID id,
        String email,
        String displayName,
        String timeZone,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> roles,
        String passwordHash,
        long sequence,
        Instant createdAt,
        String locale,
        @Nullable Instant emailVerifiedAt,
        @Nullable Instant disabledAt,
        long passwordVersion,
        long version) {

    public boolean isDisabled() {
        return disabledAt != null;
    }

    /** False also if the password was changed since {@code checked} was read, whose password it was. */
    public boolean maySignInAs(UserRow checked) {
        return !isDisabled() && passwordVersion == checked.passwordVersion;
    }

    public boolean hasRole(Role role) {
        return roles.contains(role.name());
    }

    public User user() {
        return new User(
                id,
                email,
                displayName,
                roles.stream().map(Role::valueOf).collect(toUnmodifiableSet()),
                timeZone,
                locale,
                emailVerifiedAt != null,
                isDisabled(),
                version,
                createdAt);
    }

    @Override
    public String toString() {
        return "UserRow[" + id + "]";
    }
}
