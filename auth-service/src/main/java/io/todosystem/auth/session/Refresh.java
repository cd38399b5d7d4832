package io.todosystem.auth.session;

import io.todosystem.auth.event.ProtoTimestamps;
import io.todosystem.auth.event.UserEvents;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.eventing.transaction.Tx;
import io.todosystem.platform.failure.Failure;
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
    private final UserEvents events;
    private final Clock clock;

    Refresh(SessionStore store, Transactions transactions, UserEvents events, Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    /** Refuses outside the transaction, or the refusal would undo the end of the family. */
    public OpenSession refresh(String presented) {
        RefreshToken token = new RefreshToken(presented);
        return transactions
                .inTransaction(tx -> exchange(tx, token))
                .orElseThrow(() -> Failure.unauthenticated(
                        "INVALID_REFRESH_TOKEN", "The refresh token is used up, expired or unknown; sign in again"));
    }

    private Optional<OpenSession> exchange(Tx tx, RefreshToken token) throws SQLException {
        Optional<TokenRow> known = store.findToken(token.hash());
        Optional<SessionRow> locked = known.flatMap(row -> store.lock(row.sessionId()));
        if (known.isEmpty() || locked.isEmpty()) {
            return Optional.empty();
        }
        SessionRow session = locked.get();
        Instant now = clock.instant();
        return switch (RefreshRules.decide(session, known.get().generation(), now)) {
            case RefreshDecision.Rotate() -> Optional.of(rotate(session, token, now));
            case RefreshDecision.Repeat(byte[] successor) ->
                Optional.of(session.with(token.openSuccessor(successor, session.id())));
            case RefreshDecision.EndFamily() -> {
                endFamily(tx, session, now);
                yield Optional.empty();
            }
            case RefreshDecision.Refuse() -> Optional.empty();
        };
    }

    private OpenSession rotate(SessionRow session, RefreshToken token, Instant now) {
        RefreshToken successor = RefreshToken.random();
        int generation = session.generation() + 1;
        store.rotate(session.id(), generation, token.sealSuccessor(successor, session.id()), now);
        store.addToken(successor.hash(), session.id(), generation);
        return session.with(successor);
    }

    private void endFamily(Tx tx, SessionRow session, Instant now) throws SQLException {
        store.endLive(session.id(), session.userId(), now);
        events.next(
                tx,
                session.userId(),
                "user.refresh-reuse-detected",
                RefreshReuseDetected.newBuilder()
                        .setUserId(session.userId().toString())
                        .setSessionId(session.id().toString())
                        .setDetectTime(ProtoTimestamps.of(now))
                        .build());
        LOG.atInfo()
                .addKeyValue("user_id", session.userId())
                .addKeyValue("session_id", session.id())
                .log("A used-up refresh token came again: session ended");
    }
}
