package io.todosystem.auth.revocation;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface RevocationStore extends GenericRepository<RevocationCounter, Boolean> {
    @Query("UPDATE revocation_counter SET version = version + 1")
    void count();

    @Query("UPDATE revocation_counter SET version = version + 1, generation = generation + 1")
    void countGeneration();

    @Query("SELECT * FROM revocation_counter")
    RevocationCounter counter();

    /** Sessions and API tokens alike. */
    @Query("SELECT id AS session_id, revoked_at FROM revocations WHERE revoked_at > :since")
    List<Revocation> since(Instant since);
}
