package io.todosystem.eventing.idempotency;

import com.google.protobuf.Message;
import io.grpc.Status.Code;
import io.todosystem.eventing.transaction.SqlStates;
import io.todosystem.eventing.transaction.Tx;
import io.todosystem.eventing.transaction.UncheckedSqlException;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.failure.Failure;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.Optional;

/**
 * One effect for each (caller, RPC, request id), with the answer kept in the effect's transaction for 24 hours. Answers
 * that hold a secret must not be stored: give such an RPC an answer without it.
 */
@Singleton
public final class Idempotency {
    private static final String CLAIM = """
            INSERT INTO idempotency (caller, rpc, request_id, request_hash) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING""";
    private static final String ANSWER = """
            UPDATE idempotency SET response = ? WHERE caller = ? AND rpc = ? AND request_id = ?""";
    private static final String FIND = """
            SELECT request_hash, response FROM idempotency
            WHERE caller = ? AND rpc = ? AND request_id = ? AND response IS NOT NULL""";

    Idempotency() {}

    /**
     * Runs {@code effect} and keeps its answer, or returns the answer of the call that did. A twin that is under way is
     * waited for up to a second (then ABORTED, {@code IDEMPOTENCY_IN_FLIGHT}); the same id with another request is
     * INVALID_ARGUMENT, {@code IDEMPOTENCY_KEY_REUSED}. An empty request id means no protection. To be called before
     * anything else in the transaction.
     */
    public <M extends Message> Answer<M> once(
            Tx tx, String rpc, String requestId, Message request, M defaultInstance, Effect<M> effect) {
        try {
            if (requestId.isEmpty()) {
                return new Answer<>(effect.apply(), false);
            }
            var key = new Key(Caller.current().key(), rpc, requestId);
            var hash = RequestHash.of(request);
            if (claim(tx, key, hash)) {
                var answer = effect.apply();
                keep(tx, key, answer);
                return new Answer<>(answer, false);
            }
            return new Answer<>(replay(tx, key, hash, defaultInstance), true);
        } catch (SQLException e) {
            throw new UncheckedSqlException(e);
        }
    }

    /**
     * The answer kept for an earlier call; for statements that claim by themselves and were told that the claim was
     * taken.
     */
    public Optional<StoredAnswer> find(Tx tx, String caller, String rpc, String requestId) {
        try (var statement = tx.connection().prepareStatement(FIND)) {
            statement.setString(1, caller);
            statement.setString(2, rpc);
            statement.setString(3, requestId);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new StoredAnswer(rows.getBytes(1), rows.getBytes(2)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new UncheckedSqlException(e);
        }
    }

    /** Waits for a twin under way: false if it committed, true if it rolled back and the claim is ours. */
    private static boolean claim(Tx tx, Key key, byte[] hash) throws SQLException {
        try (var statement = tx.connection().prepareStatement(CLAIM)) {
            statement.setString(1, key.caller());
            statement.setString(2, key.rpc());
            statement.setString(3, key.requestId());
            statement.setBytes(4, hash);
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            if (SqlStates.isState(e, SqlStates.LOCK_NOT_AVAILABLE)) {
                throw inFlight();
            }
            throw e;
        }
    }

    private static void keep(Tx tx, Key key, Message answer) throws SQLException {
        try (var statement = tx.connection().prepareStatement(ANSWER)) {
            statement.setBytes(1, answer.toByteArray());
            statement.setString(2, key.caller());
            statement.setString(3, key.rpc());
            statement.setString(4, key.requestId());
            statement.executeUpdate();
        }
    }

    private <M extends Message> M replay(Tx tx, Key key, byte[] hash, M defaultInstance) {
        var stored = find(tx, key.caller(), key.rpc(), key.requestId()).orElseThrow(Idempotency::inFlight);
        if (!MessageDigest.isEqual(stored.requestHash(), hash)) {
            throw keyReused();
        }
        return stored.as(defaultInstance);
    }

    /** The request id is taken by a call that has not ended. */
    public static Failure inFlight() {
        return Failure.aborted("IDEMPOTENCY_IN_FLIGHT", "A request with this request_id is under way");
    }

    /** The request id came before with other content. */
    public static Failure keyReused() {
        return new Failure(
                        Code.INVALID_ARGUMENT, "IDEMPOTENCY_KEY_REUSED", "This request_id was used for another request")
                .violation("request_id", "was used for another request");
    }

    private record Key(String caller, String rpc, String requestId) {}

    /** Makes the change in the transaction of {@link #once} and says what to answer. */
    @FunctionalInterface
    public interface Effect<M extends Message> {
        M apply() throws SQLException;
    }
}
