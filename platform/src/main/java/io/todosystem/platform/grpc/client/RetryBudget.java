package io.todosystem.platform.grpc.client;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps retried traffic at or under a tenth of all calls, so that retries cannot turn a hiccup into an outage.
 *
 * <p>Each first try pays in a tenth of a retry; at most ten retries are saved up.
 */
final class RetryBudget {
    private static final int RETRY = 10;
    private static final int MAX = 10 * RETRY;

    private final AtomicInteger saved = new AtomicInteger(MAX);

    void firstTry() {
        saved.updateAndGet(tokens -> Math.min(MAX, tokens + 1));
    }

    boolean spend() {
        return saved.getAndUpdate(tokens -> tokens >= RETRY ? tokens - RETRY : tokens) >= RETRY;
    }
}
