package io.todosystem.notification.event;

import io.todosystem.eventing.consumer.ConsumedEvent;
import io.todosystem.notification.feed.Notice;
import io.todosystem.proto.events.v1.PasswordChanged;
import io.todosystem.proto.events.v1.PasswordResetRequested;
import io.todosystem.proto.events.v1.RefreshReuseDetected;
import io.todosystem.proto.events.v1.TaskCancelled;
import io.todosystem.proto.events.v1.TaskCompleted;
import io.todosystem.proto.events.v1.TaskCreated;
import io.todosystem.proto.events.v1.TaskDeleted;
import io.todosystem.proto.events.v1.TaskReopened;
import io.todosystem.proto.events.v1.TaskSnapshot;
import io.todosystem.proto.events.v1.TaskUpdated;
import io.todosystem.proto.events.v1.UserDisabled;
import io.todosystem.proto.events.v1.UserRegistered;
import io.todosystem.proto.events.v1.VerificationRequested;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Who is told about an event, and in which words. An event that concerns nobody, or of an unknown type, gives none. */
final class Notices {

    private Notices() {}

    /** What happens to an account always is: its owner may be the last to know otherwise. */
    static boolean mailed(String kind) {
        return kind.equals("task.completed") || AccountChange.of(kind).isPresent();
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
            case "user.registered" -> {
                var registered = event.into(UserRegistered.newBuilder()).build();
                yield told(AccountChange.REGISTERED, registered.getUserId());
            }
            case "user.verification-requested" -> {
                var requested = event.into(VerificationRequested.newBuilder()).build();
                yield told(AccountChange.VERIFICATION_REQUESTED, requested.getUserId());
            }
            case "user.password-reset-requested" -> {
                var requested = event.into(PasswordResetRequested.newBuilder()).build();
                yield told(AccountChange.PASSWORD_RESET_REQUESTED, requested.getUserId());
            }
            case "user.password-changed" -> {
                var changed = event.into(PasswordChanged.newBuilder()).build();
                yield told(AccountChange.PASSWORD_CHANGED, changed.getUserId());
            }
            case "user.disabled" -> {
                var disabled = event.into(UserDisabled.newBuilder()).build();
                yield told(AccountChange.DISABLED, disabled.getUserId());
            }
            case "user.refresh-reuse-detected" -> {
                var detected = event.into(RefreshReuseDetected.newBuilder()).build();
                yield told(AccountChange.REFRESH_REUSED, detected.getUserId());
            }
            default -> List.of();
        };
    }

    /** The list's owner, and who did it if that is another user. PostgreSQL's order of ids is that of their text. */
    private static List<Notice> told(String actorId, TaskSnapshot task, TaskChange change) {
        UUID owner = UUID.fromString(task.getOwnerId());
        UUID actor = actorId.isEmpty() ? owner : UUID.fromString(actorId);
        return Stream.of(owner, actor)
                .distinct()
                .sorted(Comparator.comparing(UUID::toString))
                .map(reader -> change.toldTo(reader, actor, task))
                .toList();
    }

    private static List<Notice> told(AccountChange change, String userId) {
        return List.of(change.toldTo(userId));
    }
}
