package io.todosystem.auth.key;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface SigningKeyStore extends GenericRepository<SigningKeyRow, String> {
    List<SigningKeyRow> findAll();

    void save(SigningKeyRow row);

    /** Held to the end of the transaction: whoever changes the keys does it alone. */
    @Query("SELECT true FROM (SELECT pg_advisory_xact_lock(hashtext('signing_keys'))) AS locked")
    boolean lock();

    @Query("UPDATE signing_keys SET state = 'RETIRED', retired_at = :now WHERE state = 'ACTIVE'")
    void retireActive(Instant now);

    @Query("UPDATE signing_keys SET state = 'ACTIVE', activated_at = :now WHERE state = 'NEXT'")
    void activateNext(Instant now);

    @Query("DELETE FROM signing_keys WHERE state = 'RETIRED' AND retired_at <= :until")
    int deleteRetired(Instant until);

    @Query("DELETE FROM signing_keys")
    int deleteAll();
}
