package io.todosystem.auth.lockout;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface LockoutStore extends GenericRepository<LoginFailures, byte[]> {
    /** Locks the row to the end of the transaction. It is there from now on, if it was not. */
    @Query("""
            WITH held AS (
                INSERT INTO login_failures AS f (account, block, failures, last_failed_at, locked_until)
                VALUES (:account, :block, 0, :now, 'epoch')
                ON CONFLICT (account, block) DO UPDATE SET failures = f.failures
                RETURNING f.*)
            SELECT * FROM held
            """)
    LoginFailures hold(byte[] account, String block, Instant now);

    @Query("""
            UPDATE login_failures SET failures = :failures, last_failed_at = :lastFailedAt, locked_until = :lockedUntil
            WHERE account = :account AND block = :block
            """)
    void put(byte[] account, String block, int failures, Instant lastFailedAt, Instant lockedUntil);

    /**
     * The attempt that was counted as number {@code claimed} was not made. Its lock ends, that of a later one does not.
     */
    @Query("""
            UPDATE login_failures SET
                failures = failures - 1,
                locked_until = CASE WHEN failures = :claimed THEN CAST(:now AS TIMESTAMPTZ) ELSE locked_until END
            WHERE account = :account AND block = :block AND failures >= :claimed
            """)
    void giveBack(byte[] account, String block, int claimed, Instant now);

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
