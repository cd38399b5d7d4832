package io.todosystem.eventing.outbox;

import java.util.Optional;

/**
 * What the work on this thread follows from; the events it appends carry it.
 *
 * @param correlationId of the request that began it all
 * @param causationId of the event that is being handled
 */
public record Causation(String correlationId, String causationId) {
    private static final ScopedValue<Causation> CURRENT = ScopedValue.newInstance();

    /** The work's own exceptions come out as they are. */
    public <X extends Exception> void during(Work<X> work) throws X {
        ScopedValue.where(CURRENT, this).<Void, X>call(() -> {
            work.run();
            return null;
        });
    }

    static Optional<Causation> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Work that may fail. */
    @FunctionalInterface
    public interface Work<X extends Exception> {
        void run() throws X;
    }
}
