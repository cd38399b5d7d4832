package io.todosystem.platform.grpc.server;

import io.todosystem.platform.auth.Authenticator;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.auth.VerifiedToken;
import io.todosystem.platform.failure.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends open streams with the token that opened them: at its expiry, and within a second of its revocation becoming
 * known. Of an API token auth says only until when it is to be believed; it is asked again then.
 *
 * <p>When nobody can say whether the token still holds, the stream ends too (UNAVAILABLE): its client comes back.
 */
final class OpenStreams implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Authenticator authenticator;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    /** Those that a token holds open, with it. */
    private final Map<GuardedCall<?, ?>, String> open = new ConcurrentHashMap<>();

    private final Set<GuardedCall<?, ?>> all = ConcurrentHashMap.newKeySet();
    private final ScheduledFuture<?> checking;
    private volatile @Nullable Failure ending;

    OpenStreams(Authenticator authenticator, ScheduledExecutorService timer, Clock clock) {
        this.authenticator = authenticator;
        this.timer = timer;
        this.clock = clock;
        this.checking = timer.scheduleAtFixedRate(
                this::checkAll, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One that nobody's token holds open: it ends when the process drains. */
    void add(GuardedCall<?, ?> call) {
        all.add(call);
        call.context().addListener(_ -> remove(call), Runnable::run);
        Failure late = ending;
        if (late != null) {
            call.end(late);
        }
    }

    void add(GuardedCall<?, ?> call, String token, VerifiedToken verified) {
        open.put(call, token);
        if (!isOfProgram(verified)) {
            endAt(verified.expiresAt(), call);
        }
        add(call);
    }

    private static boolean isOfProgram(VerifiedToken verified) {
        return verified.caller() instanceof Caller.User user && user.scopes().isPresent();
    }

    private void endAt(Instant expiry, GuardedCall<?, ?> call) {
        long life = Duration.between(clock.instant(), expiry).toMillis();
        ScheduledFuture<?> end = timer.schedule(
                () -> call.end(Failure.unauthenticated("INVALID_TOKEN", "The access token has expired")),
                life,
                TimeUnit.MILLISECONDS);
        call.context().addListener(_ -> end.cancel(false), Runnable::run);
    }

    /** Those that are open, and whichever comes before the server takes no more. */
    void endAll(Failure failure) {
        ending = failure;
        all.forEach(call -> call.end(failure));
    }

    /** Each on a thread of its own, since a check may have to ask auth. */
    private void checkAll() {
        open.forEach((call, token) -> Thread.ofVirtual().name("stream-check").start(() -> check(call, token)));
    }

    private void check(GuardedCall<?, ?> call, String token) {
        try {
            authenticator.verify(token);
        } catch (RuntimeException e) {
            call.fail(e);
        }
    }

    private void remove(GuardedCall<?, ?> call) {
        all.remove(call);
        open.remove(call);
    }

    @Override
    public void close() {
        checking.cancel(false);
    }
}
