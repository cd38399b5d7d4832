package io.todosystem.platform.auth;

/**
 * Gives the set of live revocations: a process boundary.
 *
 * <p>Everywhere it asks auth; auth itself has a bean of its own that replaces that one. The answer must hold every
 * revocation that was committed before the call began.
 */
public interface RevocationSource {
    /**
     * The whole set, or that it has not changed.
     *
     * @param etag of the set that the asker has; empty if it has none
     */
    RevocationSet fetch(String etag);
}
