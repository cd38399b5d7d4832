package io.todosystem.auth.revocation;

import io.grpc.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads for all who ask at once, one reading at a time.
 *
 * <p>What comes of a reading, a failure too, is the answer for each who asked before it began: no answer is older than
 * its question, and however many ask, one connection is used. It is on nobody's clock, since others wait for it.
 */
final class SharedReading<T> {
    private final Supplier<T> source;
    private final ReentrantLock turn = new ReentrantLock();

    /** Not begun: who asks now may still share it. */
    private final AtomicReference<@Nullable CompletableFuture<T>> next = new AtomicReference<>();

    SharedReading(Supplier<T> source) {
        this.source = source;
    }

    T read() {
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<T> theirs = next.compareAndExchange(null, mine);
        if (theirs != null) {
            return answerOf(theirs);
        }
        turn.lock();
        try {
            next.set(null);
            complete(mine);
        } finally {
            turn.unlock();
        }
        return answerOf(mine);
    }

    private void complete(CompletableFuture<T> answer) {
        Context previous = Context.ROOT.attach();
        try {
            answer.complete(source.get());
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        } finally {
            Context.ROOT.detach(previous);
        }
    }

    private static <T> T answerOf(CompletableFuture<T> reading) {
        try {
            return reading.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }
}
