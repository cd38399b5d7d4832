package io.todosystem.platform.grpc.client;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps retried traffic at or under a tenth of all calls, so that retries cannot turn a hiccup into an outage.
 *
 * <p>Each first try pays in a tenth of a retry; at most ten retries are saved up. A new process has two that nobody
 * paid for, so that its first call outlives a hiccup too.
 */
final class RetryBudget {
    private static final int RETRY = 10;
    private static final int MAX = 10 * RETRY;
    private static final int GIVEN = 2 * RETRY;

    private final AtomicInteger saved = new AtomicInteger(GIVEN);

    void firstTry() {
        saved.updateAndGet(tokens -> Math.min(MAX, tokens + 1));
    }

    boolean spend() {
        return saved.getAndUpdate(tokens -> tokens >= RETRY ? tokens - RETRY : tokens) >= RETRY;
    }
}
