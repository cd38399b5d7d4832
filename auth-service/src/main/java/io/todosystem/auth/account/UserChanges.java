package io.todosystem.auth.account;

import io.todosystem.auth.event.UserEvents;
import io.todosystem.eventing.transaction.Tx;
import io.todosystem.platform.clock.Times;
import io.todosystem.platform.failure.Failure;
import io.todosystem.proto.events.v1.PasswordChanged;
import io.todosystem.proto.events.v1.UserDisabled;
import io.todosystem.proto.events.v1.UserUpdated;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;

/** Tells the others of changes of a user that this transaction has made, and answers the user after them. */
@Singleton
public final class UserChanges {
    private final UserStore store;
    private final UserEvents events;
    private final Clock clock;

    UserChanges(UserStore store, UserEvents events, Clock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    public static Failure noSuchUser(UUID id) {
        return Failure.notFound("USER_NOT_FOUND", "There is no such user").resource("user", id.toString());
    }

    public User updated(Tx tx, UUID id) throws SQLException {
        UserRow row = store.findById(id).orElseThrow();
        events.next(
                tx,
                id,
                "user.updated",
                UserUpdated.newBuilder()
                        .setUserId(id.toString())
                        .addAllRoles(row.roles())
                        .setTimeZone(row.timeZone())
                        .setLocale(row.locale())
                        .setEmailVerified(row.emailVerifiedAt() != null)
                        .setUpdateTime(Times.timestamp(clock.instant()))
                        .build());
        return row.user();
    }

    public User disabled(Tx tx, UUID id) throws SQLException {
        events.next(
                tx,
                id,
                "user.disabled",
                UserDisabled.newBuilder()
                        .setUserId(id.toString())
                        .setDisableTime(Times.timestamp(clock.instant()))
                        .build());
        return store.findById(id).orElseThrow().user();
    }

    public void passwordChanged(Tx tx, UUID id) throws SQLException {
        events.next(
                tx,
                id,
                "user.password-changed",
                PasswordChanged.newBuilder()
                        .setUserId(id.toString())
                        .setChangeTime(Times.timestamp(clock.instant()))
                        .build());
    }
}
