package io.todosystem.platform.grpc.client;

import com.google.protobuf.util.Durations;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.micronaut.runtime.ApplicationConfiguration;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.Channels;
import io.todosystem.platform.grpc.Failures;
import io.todosystem.proto.auth.v1.AuthServiceGrpc;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.todosystem.proto.auth.v1.IssueServiceTokenRequest;
import io.todosystem.proto.auth.v1.IssueServiceTokenResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access token of this process.
 *
 * <p>Renewed from two thirds of its life on, beside the calls, so that none waits for it and auth may be away for a
 * while; only without a usable token does a call wait for a new one, and all that wait share what comes of it.
 */
@Singleton
final class ServiceToken {
    private static final Logger log = LoggerFactory.getLogger(ServiceToken.class);
    private static final long DEADLINE_MILLIS = 2_000;
    private static final Duration NEXT_RENEWAL = Duration.ofSeconds(5);

    private final AuthServiceBlockingStub auth;
    private final IssueServiceTokenRequest request;

    /** Fair: whoever comes later waits behind those who get the answer to the question under way. */
    private final ReentrantLock issuing = new ReentrantLock(true);

    private long lastFailureNanos = System.nanoTime();
    private final AtomicReference<@Nullable Issued> issued = new AtomicReference<>();

    ServiceToken(Upstreams upstreams, ClientSettings settings, ApplicationConfiguration application) {
        this.auth = AuthServiceGrpc.newBlockingStub(upstreams.get("auth").anonymous());
        this.request = IssueServiceTokenRequest.newBuilder()
                .setClientId(settings.id().isEmpty() ? application.getName().orElseThrow() : settings.id())
                .setClientSecret(settings.secret())
                .build();
    }

    /** {@link Failure} UNAVAILABLE {@code AUTH_UNAVAILABLE} if there is none to be had. */
    String current() {
        Issued known = issued.get();
        if (known == null || known.expired()) {
            return issue().token();
        }
        if (known.due() && issued.compareAndSet(known, known.renewedLater())) {
            Thread.ofVirtual().name("service-token").start(this::renew);
        }
        return known.token();
    }

    void forget(String token) {
        issued.updateAndGet(known -> known != null && known.token().equals(token) ? null : known);
    }

    private Issued issue() {
        long waitsSince = System.nanoTime();
        issuing.lock();
        try {
            Issued known = issued.get();
            if (known != null && !known.expired()) {
                return known;
            }
            if (lastFailureNanos - waitsSince > 0) {
                throw unavailable();
            }
            Issued fresh = ask();
            issued.set(fresh);
            return fresh;
        } catch (StatusRuntimeException e) {
            lastFailureNanos = System.nanoTime();
            sayIfRefused(e);
            throw unavailable();
        } finally {
            issuing.unlock();
        }
    }

    private void renew() {
        try {
            issued.set(ask());
        } catch (StatusRuntimeException e) {
            log.warn(
                    "The service token could not be renewed, the old one is used on: {}",
                    e.getStatus().getCode());
        }
    }

    /** Not on the clock of the request that happens to need it: others wait for it too. */
    private Issued ask() {
        Context previous = Context.ROOT.attach();
        try {
            long askedAt = System.nanoTime();
            IssueServiceTokenResponse answer = auth.withOption(Channels.PROBE, true)
                    .withDeadlineAfter(DEADLINE_MILLIS, TimeUnit.MILLISECONDS)
                    .issueServiceToken(request);
            long life = Durations.toNanos(answer.getExpiresIn());
            return new Issued(answer.getAccessToken(), askedAt + life / 3 * 2, askedAt + life / 20 * 19);
        } finally {
            Context.ROOT.detach(previous);
        }
    }

    private static void sayIfRefused(StatusRuntimeException e) {
        Failure cause = Failures.from(e);
        if (cause.reason().equals("INVALID_CLIENT")) {
            log.error(
                    "auth does not know this process: its client id or secret is wrong (todo.client.id, todo.client.secret)");
        }
    }

    private static Failure unavailable() {
        return Failure.unavailable("AUTH_UNAVAILABLE", "auth is not available", Duration.ofSeconds(1));
    }

    private record Issued(String token, long renewAtNanos, long expiresAtNanos) {
        boolean due() {
            return System.nanoTime() - renewAtNanos >= 0;
        }

        boolean expired() {
            return System.nanoTime() - expiresAtNanos >= 0;
        }

        Issued renewedLater() {
            return new Issued(token, System.nanoTime() + NEXT_RENEWAL.toNanos(), expiresAtNanos);
        }
    }
}
