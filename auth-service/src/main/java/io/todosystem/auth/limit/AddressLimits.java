package io.todosystem.auth.limit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.ClientAddress;
import io.todosystem.platform.limit.LimitSettings;
import io.todosystem.platform.limit.RateLimit;
import io.todosystem.platform.limit.UserLimit;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Bounds what can be tried from one address, whichever accounts it names. */
@Singleton
public final class AddressLimits {
    private static final Duration LOGIN_PERIOD = Duration.ofMinutes(1);
    private static final Duration REGISTRATION_PERIOD = Duration.ofHours(1);

    private final boolean enabled;
    private final RateLimit<Source> failedLogins;
    private final RateLimit<Source> registrations;
    private final Counter loginsRefused;
    private final Counter registrationsRefused;

    AddressLimits(LimitSettings general, AddressLimitSettings settings, Ticker ticker, MeterRegistry metrics) {
        this.enabled = general.enabled();
        this.failedLogins = new RateLimit<>(settings.failedLogins(), LOGIN_PERIOD, ticker);
        this.registrations = new RateLimit<>(settings.registrations(), REGISTRATION_PERIOD, ticker);
        this.loginsRefused = UserLimit.refusals(metrics, "failed-logins");
        this.registrationsRefused = UserLimit.refusals(metrics, "registrations");
    }

    /**
     * Refuses a login from where too many have failed. Those that are tried side by side are all let in while one more
     * may fail; what they fail beyond the limit is waited for later.
     */
    public void requireLogin() {
        Duration delay = enabled ? failedLogins.delay(source()) : Duration.ZERO;
        if (delay.isPositive()) {
            loginsRefused.increment();
            throw Failure.resourceExhausted(
                    "TOO_MANY_FAILED_LOGINS", "Too many logins from this address have failed: wait", delay);
        }
    }

    public void countFailedLogin() {
        if (enabled) {
            failedLogins.charge(source());
        }
    }

    /** Counts a registration, which need not succeed; refuses one too many. */
    public void requireRegistration() {
        if (enabled) {
            var turn = registrations.take(source());
            if (!turn.granted()) {
                registrationsRefused.increment();
                throw Failure.resourceExhausted(
                        "TOO_MANY_REGISTRATIONS",
                        "Too many registrations were tried from this address: wait",
                        turn.delay());
            }
        }
    }

    private static Source source() {
        return Source.of(ClientAddress.current());
    }
}
