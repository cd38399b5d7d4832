package io.todosystem.platform.auth;

/** What a user may do in general. */
public enum Role {
    USER,
    ADMIN
}
