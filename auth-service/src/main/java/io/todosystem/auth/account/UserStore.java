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

    /** False if the address is taken. */
    default boolean insert(UserRow row) {
        // Given the row as a whole, Micronaut Data counts the rows that it was given, not those that it inserted.
        return insert(
                        row.id(),
                        row.email(),
                        row.displayName(),
                        row.timeZone(),
                        row.roles(),
                        row.passwordHash(),
                        row.sequence(),
                        row.createdAt())
                == 1;
    }

    @Query("SELECT * FROM users WHERE lower(email COLLATE \"C\") = lower(:email COLLATE \"C\")")
    Optional<UserRow> findByAddress(String email);

    Optional<UserRow> findById(UUID id);

    List<UserRow> findByIdIn(Collection<UUID> ids);

    /** Unless the password was changed meanwhile. */
    @Query("UPDATE users SET password_hash = :fresh WHERE id = :id AND password_hash = :old")
    void replaceHash(UUID id, String old, String fresh);
}
