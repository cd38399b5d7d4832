package io.todosystem.auth.recovery;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface ResetRequestStore extends GenericRepository<ResetRequestStore.Row, Long> {
    /** One row, whether somebody has the address or not, unless one waits already. */
    @Query("""
            INSERT INTO reset_requests (account, user_id)
            VALUES (sha256(convert_to(lower(:email COLLATE "C"), 'UTF8')),
                    (SELECT id FROM users WHERE lower(email COLLATE "C") = lower(:email COLLATE "C")))
            ON CONFLICT (account) DO NOTHING
            """)
    void add(String email);

    @Query("DELETE FROM reset_requests WHERE user_id IS NULL")
    int deleteThoseOfNobody();

    /** The oldest that no other replica has in hand. */
    @Query("""
            SELECT * FROM reset_requests WHERE user_id IS NOT NULL
            ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
            """)
    Optional<Row> lockOldest();

    @Query("DELETE FROM reset_requests WHERE id = :id")
    void delete(long id);

    /** {@code userId} is absent if nobody has the address. */
    @MappedEntity("reset_requests")
    record Row(@Id long id, @Nullable UUID userId) {}
}
