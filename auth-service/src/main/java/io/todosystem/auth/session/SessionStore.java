package io.todosystem.auth.session;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface SessionStore extends GenericRepository<SessionRow, UUID> {
    void save(SessionRow session);

    @Query("INSERT INTO refresh_tokens (hash, session_id, generation) VALUES (:hash, :sessionId, :generation)")
    void addToken(byte[] hash, UUID sessionId, int generation);

    @Query("SELECT session_id, generation FROM refresh_tokens WHERE hash = :hash")
    Optional<TokenRow> findToken(byte[] hash);

    /** The session as it is once nobody else changes it. */
    @Query("SELECT * FROM sessions WHERE id = :id FOR UPDATE")
    Optional<SessionRow> lock(UUID id);

    @Query("""
            UPDATE sessions SET generation = :generation, successor = :successor, last_used_at = :now
            WHERE id = :id
            """)
    void rotate(UUID id, int generation, byte[] successor, Instant now);

    @Query("""
            UPDATE sessions SET revoked_at = :now, successor = NULL
            WHERE id = :id AND user_id = :userId AND revoked_at IS NULL
              AND expires_at > :now AND last_used_at > :idleSince
            """)
    int revokeLive(UUID id, UUID userId, Instant idleSince, Instant now);

    /** Whether they are live or have just ended: their access tokens may still be around. */
    @Query("UPDATE sessions SET revoked_at = :now, successor = NULL WHERE user_id = :userId AND revoked_at IS NULL")
    int revokeAll(UUID userId, Instant now);

    /** All but the {@code most} that were used last. */
    @Query("""
            UPDATE sessions SET revoked_at = :now, successor = NULL
            WHERE id IN (SELECT id FROM sessions WHERE user_id = :userId AND revoked_at IS NULL
                         ORDER BY last_used_at DESC, id DESC OFFSET :most)
            """)
    int revokeBeyond(UUID userId, int most, Instant now);

    /** Taken before any session by whoever needs both, so that they never wait for each other in a circle. */
    @Query("SELECT true FROM users WHERE id = :userId FOR UPDATE")
    Optional<Boolean> lockUser(UUID userId);

    /** False if the user has no such live session. */
    default boolean endLive(UUID id, UUID userId, Instant now) {
        return revokeLive(id, userId, now.minus(RefreshRules.IDLE), now) == 1;
    }

    @Query("""
            SELECT * FROM sessions
            WHERE user_id = :userId AND revoked_at IS NULL AND expires_at > :now AND last_used_at > :idleSince
              AND (created_at, id) < (:beforeTime, :beforeId)
            ORDER BY created_at DESC, id DESC
            LIMIT :most
            """)
    List<SessionRow> listLive(UUID userId, Instant idleSince, Instant now, Instant beforeTime, UUID beforeId, int most);

    /** Locks them and waits for nobody: who holds a session's row changes its successor anyway. */
    @Query("""
            SELECT id FROM sessions WHERE successor IS NOT NULL AND last_used_at < :before
            ORDER BY last_used_at LIMIT :most FOR UPDATE SKIP LOCKED
            """)
    List<UUID> lockWithSuccessor(Instant before, int most);

    @Query("UPDATE sessions SET successor = NULL WHERE id IN (:ids)")
    void forgetSuccessors(List<UUID> ids);

    @Query("""
            DELETE FROM sessions
            WHERE id IN (SELECT id FROM sessions WHERE expires_at < :before ORDER BY expires_at LIMIT :most)
            """)
    int deleteEnded(Instant before, int most);
}
