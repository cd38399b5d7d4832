package io.todosystem.auth.apitoken;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface ApiTokenStore extends GenericRepository<ApiTokenRow, UUID> {
    void save(ApiTokenRow row);

    /** Held to the end of the transaction, so that twins cannot both make the last one that is allowed. */
    @Query("SELECT true FROM users WHERE id = :userId FOR UPDATE")
    Optional<Boolean> lockUser(UUID userId);

    /** Asked once the user is locked: who ends all sessions of a user, locks it too. */
    @Query("SELECT true FROM sessions WHERE id = :id AND revoked_at IS NULL")
    Optional<Boolean> findUnrevokedSession(UUID id);

    @Query("SELECT count(*) FROM api_tokens WHERE user_id = :userId AND revoked_at IS NULL AND expires_at > :now")
    long countLive(UUID userId, Instant now);

    @Query("""
            SELECT * FROM api_tokens WHERE user_id = :userId AND revoked_at IS NULL AND expires_at > :now
            ORDER BY created_at DESC, id DESC
            """)
    List<ApiTokenRow> listLive(UUID userId, Instant now);

    @Query("SELECT * FROM api_tokens WHERE hash = :hash AND revoked_at IS NULL AND expires_at > :now")
    Optional<ApiTokenRow> findLive(byte[] hash, Instant now);

    @Query(
            "UPDATE api_tokens SET last_used_at = :now WHERE id = :id AND (last_used_at IS NULL OR last_used_at < :before)")
    void use(UUID id, Instant before, Instant now);

    @Query("UPDATE api_tokens SET revoked_at = :now WHERE id = :id AND user_id = :userId AND revoked_at IS NULL")
    int revoke(UUID id, UUID userId, Instant now);

    @Query("UPDATE api_tokens SET revoked_at = :now WHERE user_id = :userId AND revoked_at IS NULL")
    int revokeAll(UUID userId, Instant now);

    @Query("""
            DELETE FROM api_tokens
            WHERE id IN (
                SELECT id FROM api_tokens WHERE expires_at < :before OR revoked_at < :before LIMIT :most)
            """)
    int deleteEnded(Instant before, int most);
}
