package io.todosystem.auth.key;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface SigningKeyStore extends GenericRepository<SigningKeyRow, String> {
    List<SigningKeyRow> findAll();

    void save(SigningKeyRow row);

    /** Held to the end of the transaction: whoever makes the first key makes it alone. */
    @Query("SELECT true FROM (SELECT pg_advisory_xact_lock(hashtext('signing_keys'))) AS locked")
    boolean lock();
}
