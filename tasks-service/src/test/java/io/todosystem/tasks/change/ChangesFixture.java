package io.todosystem.tasks.change;

import com.google.protobuf.ByteString;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.auth.Role;
import io.todosystem.tasks.task.Priority;
import io.todosystem.tasks.task.Task;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sends commands for one user. */
record ChangesFixture(Changes changes, UUID userId) {
    static ChangesFixture newUser(Changes changes) {
        return new ChangesFixture(changes, UUID.randomUUID());
    }

    Task create(String title) {
        return changed(make(UUID.randomUUID().toString(), creation(UUID.randomUUID(), title)))
                .task();
    }

    Outcome make(Action verb, Task task, @Nullable Long expectedVersion) {
        return make(UUID.randomUUID().toString(), Command.of(verb, task.id(), expectedVersion));
    }

    Outcome make(String requestId, Command command) {
        var hash = ByteString.copyFromUtf8(command.action() + "|" + command.expectedVersion() + "|" + command.patch());
        return changes.make(new Request(caller(), command.action().name(), requestId, hash), command);
    }

    Caller.User caller() {
        return new Caller.User(userId, UUID.randomUUID(), Set.of(Role.USER));
    }

    static Command creation(UUID taskId, String title) {
        return Command.create(taskId, new Patch(title, "", Priority.NONE, true, null, List.of("a")));
    }

    static Outcome.Changed changed(Outcome outcome) {
        if (outcome instanceof Outcome.Changed changed) {
            return changed;
        }
        throw new AssertionError(outcome);
    }

    static Outcome refused(Refusal refusal) {
        return new Outcome.Refused(refusal);
    }
}
