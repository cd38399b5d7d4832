package io.todosystem.auth.account;

import io.todosystem.auth.session.OpenSession;
import io.todosystem.platform.auth.Caller;

/** A user with a session of theirs, new or refreshed. */
public record SignedIn(User user, OpenSession session) {

    /** Whom the access token is to name. */
    public Caller.User caller() {
        return new Caller.User(user.id(), session.id(), user.roles());
    }
}
