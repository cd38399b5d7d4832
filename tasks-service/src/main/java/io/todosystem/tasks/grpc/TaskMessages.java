package io.todosystem.tasks.grpc;

import io.todosystem.platform.clock.Times;
import io.todosystem.proto.tasks.v1.Due;
import io.todosystem.proto.tasks.v1.Priority;
import io.todosystem.proto.tasks.v1.Task;
import io.todosystem.proto.tasks.v1.TaskState;
import io.todosystem.tasks.task.Due.Day;
import io.todosystem.tasks.task.Due.Moment;
import java.util.List;

/** Tasks as the contract shows them. */
final class TaskMessages {
    private TaskMessages() {}

    static Task of(io.todosystem.tasks.task.Task task) {
        var message = Task.newBuilder()
                .setId(task.id().toString())
                .setListId(task.listId().toString())
                .setTitle(task.title())
                .setDescription(task.description())
                .setPriority(Priority.valueOf("PRIORITY_" + task.priority()))
                .setState(TaskState.valueOf("TASK_STATE_" + task.state()))
                .addAllTags(task.tags())
                .setVersion(task.version())
                .setCreateTime(Times.timestamp(task.createdAt()))
                .setUpdateTime(Times.timestamp(task.updatedAt()));
        if (task.due() != null) {
            message.setDue(due(task.due()));
        }
        if (task.completedAt() != null) {
            message.setCompleteTime(Times.timestamp(task.completedAt()));
        }
        return message.build();
    }

    static List<io.todosystem.tasks.task.TaskState> states(List<TaskState> states) {
        return states.stream().map(TaskMessages::state).toList();
    }

    private static io.todosystem.tasks.task.TaskState state(TaskState state) {
        return switch (state) {
            case TASK_STATE_OPEN -> io.todosystem.tasks.task.TaskState.OPEN;
            case TASK_STATE_DONE -> io.todosystem.tasks.task.TaskState.DONE;
            case TASK_STATE_CANCELLED -> io.todosystem.tasks.task.TaskState.CANCELLED;
            case TASK_STATE_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("The proto allows no " + state);
        };
    }

    private static Due due(io.todosystem.tasks.task.Due due) {
        return switch (due) {
            case Day(var date) -> Due.newBuilder().setDate(date.toString()).build();
            case Moment(var time, var zone) ->
                Due.newBuilder()
                        .setTime(io.todosystem.tasks.task.Due.TIME.format(time))
                        .setZone(zone)
                        .build();
        };
    }
}
