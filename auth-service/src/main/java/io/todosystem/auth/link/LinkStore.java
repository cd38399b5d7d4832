package io.todosystem.auth.link;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Rows of links. A user's are changed only while the user's row is locked. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface LinkStore extends GenericRepository<LinkStore.Owner, UUID> {
    /** 0 if {@code most} were asked for after {@code since}. */
    @Query("""
            INSERT INTO mail_links AS link (user_id, purpose, requested_at, wanted)
            VALUES (:userId, :purpose, ARRAY [CAST(:now AS timestamptz)], true)
            ON CONFLICT (user_id, purpose) DO UPDATE
            SET wanted = true,
                requested_at = ARRAY(SELECT asked FROM unnest(link.requested_at) AS asked WHERE asked > :since)
                               || CAST(:now AS timestamptz)
            WHERE (SELECT count(*) FROM unnest(link.requested_at) AS asked WHERE asked > :since) < :most
            """)
    int request(UUID userId, String purpose, Instant now, Instant since, int most);

    @Query("""
            SELECT min(asked) FROM mail_links, unnest(requested_at) AS asked
            WHERE user_id = :userId AND purpose = :purpose AND asked > :since
            """)
    Optional<Instant> oldestRequest(UUID userId, String purpose, Instant since);

    /** 0 if no link is wanted. */
    @Query("""
            UPDATE mail_links SET hash = :hash, expires_at = :end
            WHERE user_id = :userId AND purpose = :purpose AND wanted
            """)
    int mint(UUID userId, String purpose, byte[] hash, Instant end);

    @Query("SELECT user_id FROM mail_links WHERE hash = :hash AND purpose = :purpose AND expires_at > :now")
    Optional<Owner> findOwner(byte[] hash, String purpose, Instant now);

    /** 0 if the link was used up or replaced. */
    @Query("""
            UPDATE mail_links SET wanted = false, hash = NULL, expires_at = NULL
            WHERE hash = :hash AND purpose = :purpose AND expires_at > :now
            """)
    int use(byte[] hash, String purpose, Instant now);

    @Query("""
            UPDATE mail_links SET wanted = false, hash = NULL, expires_at = NULL
            WHERE user_id = :userId AND purpose = :purpose
            """)
    void drop(UUID userId, String purpose);

    /** Whose link it is. */
    @MappedEntity("mail_links")
    record Owner(@Id UUID userId) {}
}
