package io.todosystem.platform.grpc.client;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Deadline;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.Channels;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Leaves an upstream alone for 30 s after 5 failures in a row; then one call may try, and its success ends the pause. A
 * new connection ends the wait: what was restarted is tried at once.
 *
 * <p>Only UNAVAILABLE and DEADLINE_EXCEEDED are failures: any other answer shows that somebody is there, and a call
 * that was never made (there was no service token to be had) shows nothing, nor does one that ran out of time because
 * its request had hardly any left. Probes, health checks among them, are neither counted nor held back; their success
 * ends the pause.
 */
final class Breaker implements ClientInterceptor {
    private static final int FAILURES = 5;
    private static final String HEALTH = "grpc.health.v1.Health";
    private static final Duration PAUSE = Duration.ofSeconds(30);
    /** A healthy upstream may take this long to answer. */
    private static final long FAIR_MILLIS = 500;

    private final String upstream;
    private final CircuitBreaker breaker;

    Breaker(String upstream, MeterRegistry metrics) {
        this(upstream, metrics, PAUSE);
    }

    Breaker(String upstream, MeterRegistry metrics, Duration pause) {
        this.upstream = upstream;
        this.breaker = CircuitBreaker.of(
                upstream,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(FAILURES)
                        .minimumNumberOfCalls(FAILURES)
                        .failureRateThreshold(100)
                        .waitDurationInOpenState(pause)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        // The one that may try may be a stream that is never answered.
                        .maxWaitDurationInHalfOpenState(pause)
                        .build());
        Gauge.builder("todo.upstream.breaker.open", breaker, b -> b.getState() == State.OPEN ? 1 : 0)
                .description("1 while this upstream is left alone")
                .tag("upstream", upstream)
                .register(metrics);
    }

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        boolean probe = options.getOption(Channels.PROBE) || HEALTH.equals(method.getServiceName());
        if (!probe && !breaker.tryAcquirePermission()) {
            return new FailedCall<>(
                    Failure.unavailable("UPSTREAM_UNAVAILABLE", upstream + " is not available", Duration.ofSeconds(5)));
        }
        boolean hurried = isHurried(options);
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<R> listener, Metadata headers) {
                super.start(probe ? new ProbeListener<>(listener) : new CountingListener<>(listener, hurried), headers);
            }
        };
    }

    private static boolean isHurried(CallOptions options) {
        Deadline deadline = options.getDeadline();
        return deadline != null && deadline.timeRemaining(TimeUnit.MILLISECONDS) < FAIR_MILLIS;
    }

    /** A connection to the upstream was made: one call may try. */
    void connected() {
        if (breaker.getState() == State.OPEN) {
            breaker.transitionToHalfOpenState();
        }
    }

    private final class CountingListener<R> extends SimpleForwardingClientCallListener<R> {
        private final long startedAt = System.nanoTime();
        private final boolean hurried;
        private boolean counted;

        CountingListener(ClientCall.Listener<R> listener, boolean hurried) {
            super(listener);
            this.hurried = hurried;
        }

        /** A stream counts when it begins to answer, not when it ends. */
        @Override
        public void onMessage(R message) {
            if (!counted) {
                counted = true;
                breaker.onSuccess(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS);
            }
            super.onMessage(message);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (!counted) {
                counted = true;
                count(status, hurried, System.nanoTime() - startedAt);
            }
            super.onClose(status, trailers);
        }
    }

    private final class ProbeListener<R> extends SimpleForwardingClientCallListener<R> {
        ProbeListener(ClientCall.Listener<R> listener) {
            super(listener);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (status.isOk() && breaker.getState() != State.CLOSED) {
                breaker.transitionToClosedState();
            }
            super.onClose(status, trailers);
        }
    }

    private void count(Status status, boolean hurried, long nanos) {
        if (FailedCall.isEndOf(status) || (hurried && status.getCode() == Code.DEADLINE_EXCEEDED)) {
            breaker.releasePermission();
            return;
        }
        switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED ->
                breaker.onError(nanos, TimeUnit.NANOSECONDS, status.asRuntimeException());
            case CANCELLED -> breaker.releasePermission();
            default -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
    }
}
