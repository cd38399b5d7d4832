package io.todosystem.bff.connection;

import java.util.concurrent.atomic.AtomicLong;

/** How much of the memory the bodies of all requests may take together, until they are answered. */
final class BodyBudget {
    /** What nearly every body fits into is never refused. */
    private static final int SMALL = 16 * 1024;

    private final AtomicLong taken = new AtomicLong();
    private final long limit;

    BodyBudget(long limit) {
        this.limit = limit;
    }

    /**
     * Takes more for one body.
     *
     * @param whole what that body has taken with it
     * @return whether there was room
     */
    boolean take(int more, long whole) {
        return taken.addAndGet(more) <= limit || whole <= SMALL;
    }

    void giveBack(long whole) {
        taken.addAndGet(-whole);
    }
}
