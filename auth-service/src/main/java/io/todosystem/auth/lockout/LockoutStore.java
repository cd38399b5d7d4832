package io.todosystem.auth.lockout;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface LockoutStore extends GenericRepository<LoginFailures, byte[]> {
    @Query("SELECT * FROM login_failures WHERE account = :account AND block = :block")
    Optional<LoginFailures> find(byte[] account, String block);

    /** Counts an attempt before it is made, unless another one came first. */
    @Query("""
            UPDATE login_failures SET failures = failures + 1, last_failed_at = :now, locked_until = :until
            WHERE account = :account AND block = :block AND locked_until <= :now AND failures = :seen
            """)
    int claim(byte[] account, String block, int seen, Instant now, Instant until);

    /** The attempt was not made. */
    @Query("""
            UPDATE login_failures SET failures = failures - 1, locked_until = :now
            WHERE account = :account AND block = :block AND failures > 0
            """)
    void giveBack(byte[] account, String block, Instant now);

    /** Failures that none has claimed: below the threshold they may be made side by side. */
    @Query("""
            INSERT INTO login_failures AS f (account, block, failures, last_failed_at, locked_until)
            VALUES (:account, :block, 1, :now, :now)
            ON CONFLICT (account, block) DO UPDATE SET
                failures = f.failures + 1,
                last_failed_at = :now,
                locked_until = CASE WHEN f.failures + 1 >= :threshold THEN CAST(:firstLock AS TIMESTAMPTZ) ELSE f.locked_until END
            """)
    void count(byte[] account, String block, Instant now, int threshold, Instant firstLock);

    @Query("DELETE FROM login_failures WHERE account = :account AND block = :block")
    void clear(byte[] account, String block);

    @Query("""
            DELETE FROM login_failures WHERE (account, block) IN (
                SELECT account, block FROM login_failures WHERE last_failed_at < :before LIMIT :most)
            """)
    int deleteOld(Instant before, int most);

    @Query("""
            DELETE FROM login_failures WHERE (account, block) IN (
                SELECT account, block FROM login_failures ORDER BY last_failed_at DESC OFFSET :kept LIMIT :most)
            """)
    int deleteBeyond(int kept, int most);
}
