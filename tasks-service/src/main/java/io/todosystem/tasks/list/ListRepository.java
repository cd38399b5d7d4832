package io.todosystem.tasks.list;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;

/** Reads lists. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ListRepository extends GenericRepository<TaskList, UUID> {
    @Query("SELECT id, sequence FROM lists WHERE id = :id")
    TaskList get(UUID id);
}
