package io.todosystem.tasks.change;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.todosystem.platform.clock.Times;
import io.todosystem.proto.events.v1.DueSnapshot;
import io.todosystem.proto.events.v1.TaskSnapshot;
import io.todosystem.tasks.task.Priority;
import io.todosystem.tasks.task.Task;
import io.todosystem.tasks.task.TaskState;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;

/** Reads what the database's {@code task_snapshot} wrote, now or under an earlier release. */
final class Snapshot {
    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

    private Snapshot() {}

    static Task read(String json) {
        var snapshot = TaskSnapshot.newBuilder();
        try {
            PARSER.merge(json, snapshot);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("The database's snapshot of a task is none", e);
        }
        return task(snapshot.build());
    }

    private static Task task(TaskSnapshot snapshot) {
        DueSnapshot due = snapshot.getDue();
        return new Task(
                UUID.fromString(snapshot.getId()),
                UUID.fromString(snapshot.getListId()),
                snapshot.getTitle(),
                snapshot.getDescription(),
                Priority.valueOf(snapshot.getPriority()),
                TaskState.valueOf(snapshot.getState()),
                due.getDate().isEmpty() ? null : LocalDate.parse(due.getDate()),
                due.getTime().isEmpty() ? null : LocalDateTime.parse(due.getTime()),
                due.getZone().isEmpty() ? null : due.getZone(),
                List.copyOf(snapshot.getTagsList()),
                snapshot.getVersion(),
                Times.instant(snapshot.getCreateTime()),
                Times.instant(snapshot.getUpdateTime()),
                snapshot.hasCompleteTime() ? Times.instant(snapshot.getCompleteTime()) : null);
    }
}
