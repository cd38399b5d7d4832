package io.todosystem.tasks.change;

import io.todosystem.eventing.idempotency.Idempotency;
import io.todosystem.eventing.idempotency.StoredAnswer;
import io.todosystem.eventing.transaction.Tx;
import io.todosystem.tasks.list.ListRepository;
import io.todosystem.tasks.task.Task;
import io.todosystem.tasks.task.TaskRepository;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;

/** Says, from one snapshot, why a change was not written. */
@Singleton
final class Reasons {
    private final Idempotency idempotency;
    private final ChangeStore store;
    private final TaskRepository tasks;
    private final ListRepository lists;

    Reasons(Idempotency idempotency, ChangeStore store, TaskRepository tasks, ListRepository lists) {
        this.idempotency = idempotency;
        this.store = store;
        this.tasks = tasks;
        this.lists = lists;
    }

    /** Empty if there is none any more. */
    Optional<Outcome> find(Tx tx, Request request, Command command) throws SQLException {
        Optional<StoredAnswer> first = idempotency.find(tx, request.caller().key(), request.rpc(), request.id());
        if (first.isPresent()) {
            return Optional.of(replay(tx, request, command, first.get()));
        }
        if (command.action() == Action.CREATE) {
            return tasks.isTaken(command.taskId()) ? refused(new Refusal.TaskExists()) : Optional.empty();
        }
        return tasks.find(command.taskId(), request.caller().id())
                .map(task -> explain(command, task))
                .orElseGet(() -> refused(new Refusal.TaskNotFound()));
    }

    private Outcome replay(Tx tx, Request request, Command command, StoredAnswer first) throws SQLException {
        if (!Arrays.equals(first.requestHash(), request.hash().toByteArray())) {
            return new Outcome.Refused(new Refusal.RequestIdReused());
        }
        return store.find(tx, request, command.action(), first.response())
                .orElseThrow(() -> new IllegalStateException("No change was recorded for request " + request.id()));
    }

    private Optional<Outcome> explain(Command command, Task task) {
        return switch (command.decide(task)) {
            case Decision.Change() -> Optional.empty();
            case Decision.Keep() -> Optional.of(new Outcome.Unchanged(task, lists.get(task.listId())));
            case Decision.Refuse(Refusal refusal) -> refused(refusal);
        };
    }

    private static Optional<Outcome> refused(Refusal refusal) {
        return Optional.of(new Outcome.Refused(refusal));
    }
}
