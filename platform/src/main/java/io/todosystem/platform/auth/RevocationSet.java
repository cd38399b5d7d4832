package io.todosystem.platform.auth;

import java.util.Set;
import java.util.UUID;

/**
 * All sessions whose tokens are refused, as of one moment.
 *
 * @param generation what was believed under another one is to be asked about anew
 * @param unchanged the asker's set is still this one; {@code sessionIds} is then empty, the generation 0, and both mean
 *     nothing
 */
public record RevocationSet(String etag, boolean unchanged, long generation, Set<UUID> sessionIds) {
    public RevocationSet {
        sessionIds = Set.copyOf(sessionIds);
    }

    /** What is answered to an asker who has this set already. */
    public static RevocationSet unchanged(String etag) {
        return new RevocationSet(etag, true, 0, Set.of());
    }

    public static RevocationSet of(String etag, long generation, Set<UUID> sessionIds) {
        return new RevocationSet(etag, false, generation, sessionIds);
    }
}
