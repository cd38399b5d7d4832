package io.todosystem.auth.account;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.DataType;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The users' rows. Whoever changes one tells the others in the same transaction ({@link UserChanges}). */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface UserStore extends GenericRepository<UserRow, UUID> {
    /** 0 if the address is taken. */
    @Query("""
            INSERT INTO users (id, email, display_name, time_zone, roles, password_hash, sequence, created_at)
            VALUES (:id, :email, :displayName, :timeZone, :roles, :passwordHash, :sequence, :createdAt)
            ON CONFLICT (lower(email COLLATE "C")) DO NOTHING
            """)
    int insert(
            UUID id,
            String email,
            String displayName,
            String timeZone,
            @TypeDef(type = DataType.STRING_ARRAY) List<String> roles,
            String passwordHash,
            long sequence,
            Instant createdAt);

    @Query("SELECT * FROM users WHERE lower(email COLLATE \"C\") = lower(:email COLLATE \"C\")")
    Optional<UserRow> findByAddress(String email);

    Optional<UserRow> findById(UUID id);

    List<UserRow> findByIdIn(Collection<UUID> ids);

    /** The user as it is once nobody else changes it. */
    @Query("SELECT * FROM users WHERE id = :id FOR UPDATE")
    Optional<UserRow> lock(UUID id);

    /** Every administrator who can sign in, in the order in which they are to be locked. */
    @Query("""
            SELECT * FROM users WHERE 'ADMIN' = ANY (roles) AND disabled_at IS NULL
            ORDER BY id FOR UPDATE
            """)
    List<UserRow> lockAdministrators();

    @Query("""
            SELECT * FROM users
            WHERE (:address = '' OR strpos(lower(email COLLATE "C"), lower(:address COLLATE "C")) > 0)
              AND (created_at, id) < (:beforeTime, :beforeId)
            ORDER BY created_at DESC, id DESC
            LIMIT :most
            """)
    List<UserRow> list(String address, Instant beforeTime, UUID beforeId, int most);

    /** The same password in a stronger hash, unless it was changed meanwhile. */
    @Query("UPDATE users SET password_hash = :fresh WHERE id = :id AND password_hash = :old")
    void replaceHash(UUID id, String old, String fresh);

    @Query("UPDATE users SET password_hash = :hash, password_version = password_version + 1 WHERE id = :id")
    void setPassword(UUID id, String hash);

    @Query("""
            UPDATE users SET display_name = :displayName, time_zone = :timeZone, locale = :locale, version = version + 1
            WHERE id = :id
            """)
    void setProfile(UUID id, String displayName, String timeZone, String locale);

    @Query("UPDATE users SET email_verified_at = :now, version = version + 1 WHERE id = :id")
    void setVerified(UUID id, Instant now);

    @Query("UPDATE users SET disabled_at = :now, version = version + 1 WHERE id = :id")
    void disable(UUID id, Instant now);

    @Query("UPDATE users SET disabled_at = NULL, version = version + 1 WHERE id = :id")
    void enable(UUID id);

    @Query("UPDATE users SET roles = :roles, version = version + 1 WHERE id = :id")
    void setRoles(UUID id, @TypeDef(type = DataType.STRING_ARRAY) List<String> roles);
}
