package io.todosystem.bff.password;

import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.Failures;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Places of the requests on which auth hashes a password: however many sign in, they take none of the places of those
 * who are signed in already.
 *
 * <p>Who is refused, here or by auth, hears so after a moment in which no place is taken: whoever asks again at once,
 * whatever {@code Retry-After} says, would otherwise keep the processors busy with nothing but refusals. The moment is
 * another for each, or those who are refused together would come back together.
 */
@Singleton
public final class PasswordPlaces {
    private static final String BUSY = "HASHING_BUSY";
    private static final Duration LATER = Duration.ofSeconds(1);

    private final Semaphore places;
    private final Semaphore delays;
    private final Duration delay;
    private final Counter refused;

    PasswordPlaces(PasswordSettings settings, MeterRegistry metrics) {
        int limit = settings.maxConcurrent();
        this.places = new Semaphore(limit);
        this.delays = new Semaphore(settings.maxDelayed());
        this.delay = settings.refusalDelay();
        Gauge.builder("todo.http.passwords", places, free -> limit - free.availablePermits())
                .description("Requests in the work on which a password is hashed")
                .register(metrics);
        this.refused = Counter.builder("todo.http.passwords.refused")
                .description("Requests refused because too many passwords were being hashed")
                .register(metrics);
    }

    /** Asks auth, or fails with RESOURCE_EXHAUSTED {@code HASHING_BUSY} as auth itself does. */
    public <T> T ask(Supplier<T> auth) {
        try {
            return inPlace(auth);
        } catch (Failure | StatusRuntimeException e) {
            if (isRefusal(e)) {
                refused.increment();
                pause();
            }
            throw e;
        }
    }

    private <T> T inPlace(Supplier<T> auth) {
        if (!places.tryAcquire()) {
            throw Failure.resourceExhausted(BUSY, "Too many passwords are being checked; try again in a moment", LATER);
        }
        try {
            return auth.get();
        } finally {
            places.release();
        }
    }

    private static boolean isRefusal(RuntimeException e) {
        return switch (e) {
            case Failure failure -> failure.reason().equals(BUSY);
            case StatusRuntimeException status -> Failures.from(status).reason().equals(BUSY);
            default -> false;
        };
    }

    private void pause() {
        if (!delays.tryAcquire()) {
            return;
        }
        try {
            Thread.sleep(delay.plusMillis(ThreadLocalRandom.current().nextLong(delay.toMillis() + 1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            delays.release();
        }
    }
}
