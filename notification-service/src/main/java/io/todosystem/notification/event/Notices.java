package io.todosystem.notification.event;

import io.todosystem.eventing.consumer.ConsumedEvent;
import io.todosystem.notification.feed.Notice;
import io.todosystem.proto.events.v1.RefreshReuseDetected;
import io.todosystem.proto.events.v1.TaskCancelled;
import io.todosystem.proto.events.v1.TaskCompleted;
import io.todosystem.proto.events.v1.TaskCreated;
import io.todosystem.proto.events.v1.TaskDeleted;
import io.todosystem.proto.events.v1.TaskReopened;
import io.todosystem.proto.events.v1.TaskSnapshot;
import io.todosystem.proto.events.v1.TaskUpdated;
import io.todosystem.proto.events.v1.UserRegistered;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Who is told about an event, and in which words. An event that concerns nobody, or of an unknown type, gives none. */
final class Notices {

    private static final Set<String> MAILED =
            Set.of("task.completed", "user.registered", "user.refresh-reuse-detected");

    private Notices() {}

    static boolean mailed(String kind) {
        return MAILED.contains(kind);
    }

    /** At most one for each user, in the order in which their feeds are to be locked. */
    static List<Notice> about(ConsumedEvent event) {
        return switch (event.type()) {
            case "task.created" -> {
                var created = event.into(TaskCreated.newBuilder()).build();
                yield told(created.getActorId(), created.getTask(), TaskChange.CREATED);
            }
            case "task.updated" -> {
                var updated = event.into(TaskUpdated.newBuilder()).build();
                yield told(updated.getActorId(), updated.getTask(), TaskChange.UPDATED);
            }
            case "task.completed" -> {
                var completed = event.into(TaskCompleted.newBuilder()).build();
                yield told(completed.getActorId(), completed.getTask(), TaskChange.COMPLETED);
            }
            case "task.reopened" -> {
                var reopened = event.into(TaskReopened.newBuilder()).build();
                yield told(reopened.getActorId(), reopened.getTask(), TaskChange.REOPENED);
            }
            case "task.cancelled" -> {
                var cancelled = event.into(TaskCancelled.newBuilder()).build();
                yield told(cancelled.getActorId(), cancelled.getTask(), TaskChange.CANCELLED);
            }
            case "task.deleted" -> {
                var deleted = event.into(TaskDeleted.newBuilder()).build();
                yield told(deleted.getActorId(), deleted.getTask(), TaskChange.DELETED);
            }
            case "user.registered" ->
                List.of(welcome(event.into(UserRegistered.newBuilder()).build()));
            case "user.refresh-reuse-detected" ->
                List.of(signedOut(event.into(RefreshReuseDetected.newBuilder()).build()));
            default -> List.of();
        };
    }

    /** The list's owner, and who did it if that is another user. */
    private static List<Notice> told(String actorId, TaskSnapshot task, TaskChange change) {
        UUID owner = UUID.fromString(task.getOwnerId());
        UUID actor = actorId.isEmpty() ? owner : UUID.fromString(actorId);
        return Stream.of(owner, actor)
                .distinct()
                .sorted()
                .map(reader -> change.toldTo(reader, actor, task))
                .toList();
    }

    private static Notice welcome(UserRegistered registered) {
        UUID user = UUID.fromString(registered.getUserId());
        return new Notice(
                user,
                "user.registered",
                "Welcome to todo-system",
                "Your account is ready. Here you will read what happens to your tasks.",
                user);
    }

    private static Notice signedOut(RefreshReuseDetected detected) {
        UUID user = UUID.fromString(detected.getUserId());
        return new Notice(
                user,
                "user.refresh-reuse-detected",
                "One of your sessions was ended for your safety",
                "Its sign-in was used from two places, so somebody may have copied it. If you did not expect this, "
                        + "change your password.",
                user);
    }
}
