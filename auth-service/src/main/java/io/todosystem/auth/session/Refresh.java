package io.todosystem.auth.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.todosystem.auth.event.UserEvents;
import io.todosystem.auth.revocation.Revocations;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.eventing.transaction.Tx;
import io.todosystem.platform.clock.Times;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.limit.UserLimit;
import io.todosystem.proto.events.v1.RefreshReuseDetected;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exchanges a refresh token for its successor. Twins wait for each other at the session's row. */
@Singleton
public final class Refresh {
    private static final Logger LOG = LoggerFactory.getLogger(Refresh.class);

    private final SessionStore store;
    private final Transactions transactions;
    private final Revocations revocations;
    private final UserEvents events;
    private final UserLimit limit;
    private final Clock clock;
    private final Counter reuses;

    Refresh(
            SessionStore store,
            Transactions transactions,
            Revocations revocations,
            UserEvents events,
            UserLimit limit,
            Clock clock,
            MeterRegistry metrics) {
        this.store = store;
        this.transactions = transactions;
        this.revocations = revocations;
        this.events = events;
        this.limit = limit;
        this.clock = clock;
        this.reuses = Counter.builder("todo.refresh.reuse")
                .description("Sessions ended because a used-up refresh token came again")
                .register(metrics);
    }

    public OpenSession refresh(String presented) {
        RefreshToken token = new RefreshToken(presented);
        return switch (transactions.inTransaction(tx -> exchange(token))) {
            case Outcome.Exchanged(OpenSession session) -> session;
            case Outcome.Stolen(SessionRow session) -> {
                // In a transaction of its own, which no refusal undoes, and which takes the user's row first.
                transactions.inTransactionRegardless(tx -> endFamily(tx, session, clock.instant()));
                throw refused();
            }
            case Outcome.Refused() -> throw refused();
        };
    }

    private Outcome exchange(RefreshToken token) {
        Optional<TokenRow> known = store.findToken(token.hash());
        Optional<SessionRow> locked = known.flatMap(row -> store.lock(row.sessionId()));
        if (known.isEmpty() || locked.isEmpty()) {
            return new Outcome.Refused();
        }
        SessionRow session = locked.get();
        Instant now = clock.instant();
        return switch (RefreshRules.decide(session, known.get().generation(), now)) {
            case RefreshDecision.Rotate() -> {
                limit.require(session.userId());
                yield new Outcome.Exchanged(rotate(session, token, now));
            }
            case RefreshDecision.Repeat(byte[] successor) ->
                new Outcome.Exchanged(session.with(token.openSuccessor(successor, session.id())));
            case RefreshDecision.EndFamily() -> new Outcome.Stolen(session);
            case RefreshDecision.Refuse() -> new Outcome.Refused();
        };
    }

    private OpenSession rotate(SessionRow session, RefreshToken token, Instant now) {
        RefreshToken successor = RefreshToken.random();
        int generation = session.generation() + 1;
        store.rotate(session.id(), generation, token.sealSuccessor(successor, session.id()), now);
        store.addToken(successor.hash(), session.id(), generation);
        return session.with(successor);
    }

    /** Of several thieves at once one ends the session and tells. */
    private void endFamily(Tx tx, SessionRow session, Instant now) throws SQLException {
        if (store.lockUser(session.userId()).isEmpty() || !store.endLive(session.id(), session.userId(), now)) {
            return;
        }
        revocations.count();
        events.next(
                tx,
                session.userId(),
                "user.refresh-reuse-detected",
                RefreshReuseDetected.newBuilder()
                        .setUserId(session.userId().toString())
                        .setSessionId(session.id().toString())
                        .setDetectTime(Times.timestamp(now))
                        .build());
        tx.afterCommit(reuses::increment);
        LOG.atInfo()
                .addKeyValue("user_id", session.userId())
                .addKeyValue("session_id", session.id())
                .log("A used-up refresh token came again: session ended");
    }

    private static Failure refused() {
        return Failure.unauthenticated(
                "INVALID_REFRESH_TOKEN", "The refresh token is used up, expired or unknown; sign in again");
    }

    private sealed interface Outcome {
        record Exchanged(OpenSession session) implements Outcome {}

        record Stolen(SessionRow session) implements Outcome {}

        record Refused() implements Outcome {}
    }
}
