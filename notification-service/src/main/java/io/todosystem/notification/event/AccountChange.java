package io.todosystem.notification.event;

import io.todosystem.notification.feed.Notice;
import java.util.Optional;
import java.util.UUID;

/** How each change of an account is told, in the feed and by mail; what is only for machines is not here. */
enum AccountChange {
    REGISTERED(
            "user.registered",
            "Welcome to todo-system",
            "Your account is ready. Here you will read what happens to your tasks."),
    VERIFICATION_REQUESTED(
            "user.verification-requested",
            "Confirm your mail address",
            "You asked for another mail to confirm that this address is yours."),
    PASSWORD_RESET_REQUESTED(
            "user.password-reset-requested",
            "Somebody asked to reset your password",
            "If it was not you, do nothing: only the mail that went to you can change it."),
    PASSWORD_CHANGED(
            "user.password-changed",
            "Your password was changed",
            "Every session from before has ended. If it was not you, reset your password now and tell an administrator."),
    DISABLED(
            "user.disabled",
            "Your account was disabled",
            "An administrator decided so. Until it is enabled again you cannot sign in."),
    REFRESH_REUSED(
            "user.refresh-reuse-detected",
            "One of your sessions was ended for your safety",
            "Its sign-in was used from two places, so somebody may have copied it. If you did not expect this, "
                    + "change your password.");

    private final String kind;
    private final String title;
    private final String body;

    AccountChange(String kind, String title, String body) {
        this.kind = kind;
        this.title = title;
        this.body = body;
    }

    static Optional<AccountChange> of(String kind) {
        for (AccountChange change : values()) {
            if (change.kind.equals(kind)) {
                return Optional.of(change);
            }
        }
        return Optional.empty();
    }

    Notice toldTo(String userId) {
        UUID user = UUID.fromString(userId);
        return new Notice(user, kind, title, body, user);
    }
}
