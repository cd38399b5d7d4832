package io.todosystem.platform.limit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.limit.RateLimit.Turn;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * How often one user may ask this process, with whatever session or API token. Services are not limited.
 *
 * <p>The gateway counts requests, a service calls: one that comes through the gateway is counted by both, so that
 * whoever calls the services directly has no more than others.
 */
@Singleton
public final class UserLimit {
    public static final Duration PERIOD = Duration.ofMinutes(15);

    private final LimitSettings settings;
    private final RateLimit<UUID> requests;
    private final Counter refused;

    UserLimit(LimitSettings settings, Ticker ticker, MeterRegistry metrics) {
        this.settings = settings;
        this.requests = new RateLimit<>(settings.requests(), PERIOD, ticker);
        this.refused = refusals(metrics, "requests");
    }

    /** The meter of what a limit refused. */
    public static Counter refusals(MeterRegistry metrics, String limit) {
        return Counter.builder("todo.limits.refused")
                .description("What was refused because somebody asked too often")
                .tag("limit", limit)
                .register(metrics);
    }

    /** Counts a request; empty if this caller has no limit. */
    public Optional<Turn> take(Caller caller) {
        return caller instanceof Caller.User user ? take(user.id()) : Optional.empty();
    }

    private Optional<Turn> take(UUID userId) {
        return settings.enabled() ? Optional.of(requests.take(userId)) : Optional.empty();
    }

    /** Counts a request; {@link Failure} RESOURCE_EXHAUSTED if it is one too many. */
    public void require(Caller caller) {
        require(take(caller));
    }

    /** The same for a user who proves it by other means than an access token. */
    public void require(UUID userId) {
        require(take(userId));
    }

    private void require(Optional<Turn> taken) {
        taken.filter(turn -> !turn.granted()).ifPresent(turn -> {
            throw refusal(turn);
        });
    }

    public Failure refusal(Turn turn) {
        refused.increment();
        return Failure.resourceExhausted(
                "RATE_LIMITED", "You may ask " + settings.requests() + " times in 15 minutes", turn.delay());
    }

    /** Requests of one user in {@link #PERIOD}. */
    public int quota() {
        return settings.requests();
    }
}
