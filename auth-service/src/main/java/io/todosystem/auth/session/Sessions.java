package io.todosystem.auth.session;

import io.todosystem.auth.apitoken.ApiTokens;
import io.todosystem.auth.revocation.Revocations;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.failure.Failure;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/** The beginning and the end of sessions. */
@Singleton
public final class Sessions {
    /** So many may a user have at once; one more ends the one that was used longest ago. */
    static final int MOST = 100;

    private final SessionStore store;
    private final ApiTokens apiTokens;
    private final Revocations revocations;
    private final Transactions transactions;
    private final Clock clock;
    private final Supplier<UUID> ids;

    Sessions(
            SessionStore store,
            ApiTokens apiTokens,
            Revocations revocations,
            Transactions transactions,
            Clock clock,
            @Named("ids") Supplier<UUID> ids) {
        this.store = store;
        this.apiTokens = apiTokens;
        this.revocations = revocations;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    /** To be called inside the transaction that signs the user in and has locked or made the user's row. */
    public OpenSession open(UUID userId) {
        Instant now = clock.instant();
        RefreshToken first = RefreshToken.random();
        SessionRow session = SessionRow.opened(ids.get(), userId, now);
        store.save(session);
        store.addToken(first.hash(), session.id(), session.generation());
        if (store.revokeBeyond(userId, MOST, now) > 0) {
            revocations.count();
        }
        return session.with(first);
    }

    /** Ends the caller's session. That it has ended already is no error. */
    public void logout(Caller.User caller) {
        end(caller.id(), caller.sessionId());
    }

    /** Ends one of the caller's live sessions. */
    public void revoke(Caller.User caller, UUID sessionId) {
        if (!end(caller.id(), sessionId)) {
            throw Failure.notFound("SESSION_NOT_FOUND", "You have no such session")
                    .resource("session", "" + sessionId);
        }
    }

    /**
     * Ends every session and API token of a user, to be called inside the transaction that gives cause for it: they are
     * refused everywhere within 2 s of its commit. Take the user's row before, as everybody does who needs both.
     */
    public void endAll(UUID userId) {
        int ended = store.revokeAll(userId, clock.instant()) + apiTokens.endAll(userId);
        if (ended > 0) {
            revocations.count();
        }
    }

    private boolean end(UUID userId, UUID sessionId) {
        Instant now = clock.instant();
        return transactions.inTransaction(tx -> {
            boolean ended = store.endLive(sessionId, userId, now);
            if (ended) {
                revocations.count();
            }
            return ended;
        });
    }
}
