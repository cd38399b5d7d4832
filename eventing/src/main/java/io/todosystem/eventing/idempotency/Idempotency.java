package io.todosystem.eventing.idempotency;

import com.google.protobuf.Message;
import io.todosystem.eventing.transaction.Tx;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Optional;

/**
 * One effect for each (caller, RPC, request id), with the answer kept in the effect's transaction for 24 hours. Answers
 * that hold a secret must not be stored: give such an RPC an answer without it.
 */
@Singleton
@SuppressWarnings("DoNotCallSuggester")
public final class Idempotency {
    Idempotency() {}

    /**
     * Runs {@code effect} and keeps its answer, or returns the answer of the call that did. A twin that is under way is
     * waited for up to a second (then ABORTED, {@code IDEMPOTENCY_IN_FLIGHT}); the same id with another request is
     * INVALID_ARGUMENT, {@code IDEMPOTENCY_KEY_REUSED}. An empty request id means no protection. To be called before
     * anything else in the transaction.
     */
    public <M extends Message> Answer<M> once(
            Tx tx, String rpc, String requestId, Message request, M defaultInstance, Effect<M> effect) {
        throw new UnsupportedOperationException();
    }

    /** The answer kept for an earlier call; for statements that claim by themselves and were told that the claim was taken. */
    public Optional<StoredAnswer> find(Tx tx, String caller, String rpc, String requestId) {
        throw new UnsupportedOperationException();
    }

    /** Makes the change in the transaction of {@link #once} and says what to answer. */
    @FunctionalInterface
    public interface Effect<M extends Message> {
        M apply() throws SQLException;
    }
}
