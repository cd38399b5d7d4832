package io.todosystem.tasks.grpc;

import io.todosystem.eventing.idempotency.Idempotency;
import io.todosystem.platform.failure.Failure;
import io.todosystem.tasks.change.Refusal;
import io.todosystem.tasks.task.TaskState;

/** What a caller is told of a refusal. */
final class Refusals {
    private Refusals() {}

    static Failure failure(Refusal refusal) {
        return switch (refusal) {
            case Refusal.TaskNotFound() -> Failure.notFound("TASK_NOT_FOUND", "There is no such task");
            case Refusal.TaskExists() -> Failure.alreadyExists("TASK_EXISTS", "The id is taken; choose another one");
            case Refusal.EtagMismatch(long version) ->
                Failure.aborted("ETAG_MISMATCH", "The task has changed: its etag is " + Etags.of(version));
            case Refusal.WrongState(TaskState state) -> wrongState(state);
            case Refusal.RequestIdReused() -> Idempotency.keyReused();
            case Refusal.Contended() ->
                Failure.aborted("TASK_CONTENDED", "Others are changing the task all the time; try again");
        };
    }

    private static Failure wrongState(TaskState state) {
        return Failure.failedPrecondition(
                "TASK_" + state,
                switch (state) {
                    case OPEN -> "The task is open";
                    case DONE -> "The task is done; reopen it first";
                    case CANCELLED -> "The task is cancelled; reopen it first";
                });
    }
}
