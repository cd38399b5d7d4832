package io.todosystem.auth.account;

import io.todosystem.auth.session.OpenSession;
import io.todosystem.auth.session.Refresh;
import io.todosystem.auth.session.Sessions;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.eventing.transaction.Transactions.Work;
import jakarta.inject.Singleton;

/** Gives users their sessions. */
@Singleton
public final class SignIn {
    private final UserStore store;
    private final Sessions sessions;
    private final Refresh refresh;
    private final Transactions transactions;

    SignIn(UserStore store, Sessions sessions, Refresh refresh, Transactions transactions) {
        this.store = store;
        this.sessions = sessions;
        this.refresh = refresh;
        this.transactions = transactions;
    }

    /** Opens a session in the transaction that yields its user. */
    public SignedIn signIn(Work<User> work) {
        return transactions.inTransaction(tx -> {
            User user = work.run(tx);
            return new SignedIn(user, sessions.open(user.id()));
        });
    }

    /** Goes on with the session of a refresh token, with the roles that the user has now. */
    public SignedIn refresh(String refreshToken) {
        OpenSession session = refresh.refresh(refreshToken);
        UserRow row = transactions.query(_ -> store.findById(session.userId()).orElseThrow());
        return new SignedIn(row.user(), session);
    }
}
