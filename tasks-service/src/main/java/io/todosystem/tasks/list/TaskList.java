package io.todosystem.tasks.list;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/** A list at a position: {@code sequence} counts its changes and those of the tasks in it. */
@MappedEntity("lists")
public record TaskList(@Id UUID id, long sequence) {}
