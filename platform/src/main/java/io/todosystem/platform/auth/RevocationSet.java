package io.todosystem.platform.auth;

import java.util.Set;
import java.util.UUID;

/**
 * All sessions whose tokens are refused, as of one moment.
 *
 * @param unchanged the asker's set is still this one; {@code sessionIds} is then empty and means nothing
 */
public record RevocationSet(String etag, boolean unchanged, Set<UUID> sessionIds) {
    public RevocationSet {
        sessionIds = Set.copyOf(sessionIds);
    }

    /** What is answered to an asker who has this set already. */
    public static RevocationSet unchanged(String etag) {
        return new RevocationSet(etag, true, Set.of());
    }

    public static RevocationSet of(String etag, Set<UUID> sessionIds) {
        return new RevocationSet(etag, false, sessionIds);
    }
}
