package io.todosystem.platform.auth;

/**
 * Says whose token this is: a process boundary.
 *
 * <p>Everywhere it asks auth; auth itself has a bean of its own that replaces that one. A token that is not to be
 * trusted is a {@link io.todosystem.platform.failure.Failure} UNAUTHENTICATED {@code INVALID_TOKEN}; not being able to
 * say is any other exception.
 */
public interface TokenVerifier {
    VerifiedToken verify(String accessToken);
}
