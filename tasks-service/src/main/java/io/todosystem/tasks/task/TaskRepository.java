package io.todosystem.tasks.task;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;

/** Reads single tasks. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface TaskRepository extends GenericRepository<Task, UUID> {
    /** The task, if it is there and in a list of this owner. */
    @Query("""
            SELECT task.* FROM tasks task JOIN lists list ON list.id = task.list_id
            WHERE task.id = :id AND list.owner_id = :ownerId AND task.deleted_at IS NULL""")
    Optional<Task> find(UUID id, UUID ownerId);

    /** Whether the id is used up: by anybody, even by a deleted task. */
    @Query("SELECT EXISTS (SELECT FROM tasks WHERE id = :id)")
    boolean isTaken(UUID id);
}
