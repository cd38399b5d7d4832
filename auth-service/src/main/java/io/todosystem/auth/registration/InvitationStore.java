package io.todosystem.auth.registration;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface InvitationStore extends GenericRepository<InvitationStore.Row, UUID> {
    @Query("""
            INSERT INTO invitations (id, hash, email, created_by, created_at, expires_at)
            VALUES (:id, :hash, :email, :createdBy, :createdAt, :expiresAt)
            """)
    void add(UUID id, byte[] hash, @Nullable String email, UUID createdBy, Instant createdAt, Instant expiresAt);

    @Query("""
            SELECT count(*) FROM invitations
            WHERE hash = :hash AND expires_at > :now
              AND (email IS NULL OR lower(email COLLATE "C") = lower(:address COLLATE "C"))
            """)
    long countGood(byte[] hash, String address, Instant now);

    /** 0 if it is used up, expired, for another address or unknown. */
    @Query("""
            DELETE FROM invitations
            WHERE hash = :hash AND expires_at > :now
              AND (email IS NULL OR lower(email COLLATE "C") = lower(:address COLLATE "C"))
            """)
    int use(byte[] hash, String address, Instant now);

    @Query("DELETE FROM invitations WHERE expires_at <= :now")
    int deleteExpired(Instant now);

    /** An invitation at rest. */
    @MappedEntity("invitations")
    record Row(@Id UUID id) {}
}
