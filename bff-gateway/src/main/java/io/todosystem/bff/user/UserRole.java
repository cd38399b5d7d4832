package io.todosystem.bff.user;

import io.micronaut.serde.annotation.Serdeable;
import io.todosystem.proto.auth.v1.Role;
import java.util.List;

/** What a user may do. */
@Serdeable
enum UserRole {
    USER,
    ADMIN;

    /** A role of a newer service is left out. */
    static List<UserRole> from(List<Role> roles) {
        return roles.stream()
                .filter(role -> role == Role.ROLE_USER || role == Role.ROLE_ADMIN)
                .map(role -> role == Role.ROLE_USER ? USER : ADMIN)
                .toList();
    }

    Role proto() {
        return switch (this) {
            case USER -> Role.ROLE_USER;
            case ADMIN -> Role.ROLE_ADMIN;
        };
    }
}
