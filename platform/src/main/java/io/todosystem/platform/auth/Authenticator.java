package io.todosystem.platform.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.grpc.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.todosystem.platform.failure.Failure;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Says who a bearer token belongs to, without asking auth each time.
 *
 * <p>The first sight of a token that could be one of ours asks {@link TokenVerifier}, once however many callers wait;
 * the answer is kept until the token expires, by auth's clock and by this process's, but each use looks the session up
 * in the set of revocations, so that a revoked one is refused within 2 s. While that set is stale nothing kept is
 * believed and each token is asked anew. Throws {@link Failure} UNAUTHENTICATED {@code INVALID_TOKEN} for a token that
 * is not to be trusted and UNAVAILABLE {@code AUTH_UNAVAILABLE} when nobody can say.
 *
 * <p>Tokens never seen before are asked about {@link #MAX_FIRST_SIGHTS} at a time; one more is refused at once,
 * RESOURCE_EXHAUSTED {@code TOO_MANY_NEW_TOKENS}. So false ones, however many, neither flood auth nor stand in the way
 * of those that are kept.
 */
@Singleton
public final class Authenticator {
    private static final int MAX_KEPT = 50_000;
    private static final int MAX_REFUSED = 10_000;
    private static final int MAX_FIRST_SIGHTS = 32;
    private static final Duration REFUSED_FOR = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final TokenVerifier verifier;
    private final Revocations revocations;
    private final Clock clock;
    private final Ticker ticker;
    private final Cache<TokenHash, Kept> kept;
    private final Cache<TokenHash, Boolean> refused = Caffeine.newBuilder()
            .maximumSize(MAX_REFUSED)
            .expireAfterWrite(REFUSED_FOR)
            .build();
    private final ConcurrentMap<TokenHash, CompletableFuture<VerifiedToken>> inquiries = new ConcurrentHashMap<>();
    private final Semaphore firstSights = new Semaphore(MAX_FIRST_SIGHTS);
    private final Counter hits;
    private final Counter misses;
    private final Counter garbage;
    private final Counter crowded;

    Authenticator(TokenVerifier verifier, Revocations revocations, Clock clock, Ticker ticker, MeterRegistry metrics) {
        this.verifier = verifier;
        this.revocations = revocations;
        this.clock = clock;
        this.ticker = ticker;
        this.kept = Caffeine.newBuilder()
                .maximumSize(MAX_KEPT)
                .ticker(ticker)
                .expireAfter(Expiry.writing((TokenHash _, Kept token) -> token.life()))
                .build();
        this.hits = counter(metrics, "hit");
        this.misses = counter(metrics, "miss");
        this.garbage = counter(metrics, "garbage");
        this.crowded = counter(metrics, "crowded");
    }

    public Caller authenticate(String bearerToken) {
        return verify(bearerToken).caller();
    }

    /** The same with the moment at which the token ends, for whoever keeps a connection open on its strength. */
    public VerifiedToken verify(String bearerToken) {
        TokenHash hash = TokenHash.of(bearerToken);
        if (refused.getIfPresent(hash) != null) {
            throw TokenShape.invalid();
        }
        Revocations.View view = revocations.view();
        VerifiedToken known = kept(hash, view);
        if (known != null) {
            hits.increment();
        } else {
            requirePlausible(bearerToken);
        }
        VerifiedToken token = known != null ? known : askOnce(hash, bearerToken, view);
        // The set is looked up after the answer came: one that was read before the revocation must not win.
        if (!token.expiresAt().isAfter(clock.instant()) || revocations.view().revoked(token.caller())) {
            throw TokenShape.invalid();
        }
        return token;
    }

    /** Whether the token was good when auth last answered; it may have been revoked since. Nobody is asked. */
    public boolean knows(String bearerToken) {
        return kept.getIfPresent(TokenHash.of(bearerToken)) != null;
    }

    /** What was believed before keys were refused is no longer, and nothing is while nobody knows what is revoked. */
    private @Nullable VerifiedToken kept(TokenHash hash, Revocations.View view) {
        Kept found = view.fresh() ? kept.getIfPresent(hash) : null;
        return found != null && found.generation() == view.generation() ? found.token() : null;
    }

    private void requirePlausible(String bearerToken) {
        try {
            TokenShape.check(bearerToken, clock.instant());
        } catch (Failure implausible) {
            garbage.increment();
            throw implausible;
        }
    }

    /** Joins whoever asks about the same token already. */
    private VerifiedToken askOnce(TokenHash hash, String bearerToken, Revocations.View view) {
        CompletableFuture<VerifiedToken> mine = new CompletableFuture<>();
        CompletableFuture<VerifiedToken> theirs = inquiries.putIfAbsent(hash, mine);
        if (theirs != null) {
            return await(theirs);
        }
        try {
            // Somebody may have asked, and been answered, since this caller looked.
            VerifiedToken answered = kept(hash, view);
            VerifiedToken token = answered != null ? answered : askInTurn(hash, bearerToken, view.generation());
            mine.complete(token);
            return token;
        } catch (Failure failure) {
            mine.completeExceptionally(failure);
            throw failure;
        } finally {
            inquiries.remove(hash, mine);
            mine.cancel(false);
        }
    }

    /** What was good before needs no place: while the revocations are stale, false tokens would have them all. */
    private VerifiedToken askInTurn(TokenHash hash, String bearerToken, long generation) {
        if (kept.getIfPresent(hash) != null) {
            return ask(hash, bearerToken, generation);
        }
        if (!firstSights.tryAcquire()) {
            crowded.increment();
            throw tooMany();
        }
        try {
            return ask(hash, bearerToken, generation);
        } finally {
            firstSights.release();
        }
    }

    private VerifiedToken ask(TokenHash hash, String bearerToken, long generation) {
        misses.increment();
        long askedAt = ticker.read();
        try {
            VerifiedToken token = verifier.verify(bearerToken);
            keep(hash, token, generation, token.expiresIn().minusNanos(ticker.read() - askedAt));
            return token;
        } catch (Failure failure) {
            if (failure.code() != Status.Code.UNAUTHENTICATED) {
                throw unavailable();
            }
            refused.put(hash, true);
            kept.invalidate(hash);
            throw TokenShape.invalid();
        } catch (RuntimeException nobodyCanSay) {
            throw unavailable();
        }
    }

    private static VerifiedToken await(CompletableFuture<VerifiedToken> answer) {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Failure failure ? failure : unavailable();
        } catch (TimeoutException | CancellationException e) {
            throw unavailable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        }
    }

    private void keep(TokenHash hash, VerifiedToken token, long generation, Duration life) {
        if (!life.isPositive()) {
            throw TokenShape.invalid();
        }
        kept.put(hash, new Kept(token, generation, life));
    }

    /** Not UNAVAILABLE: it would open the breakers of callers whose own tokens are good. */
    private static Failure tooMany() {
        return Failure.resourceExhausted(
                "TOO_MANY_NEW_TOKENS", "Too many new tokens at once; try again", Duration.ofSeconds(1));
    }

    private static Failure unavailable() {
        return Failure.unavailable(
                "AUTH_UNAVAILABLE", "Nobody can say whether the token is good", Duration.ofSeconds(1));
    }

    private static Counter counter(MeterRegistry metrics, String result) {
        return Counter.builder("todo.token.lookups")
                .description(
                        "Access tokens seen, by whether auth had to be asked (miss), nobody (garbage) or could not (crowded)")
                .tag("result", result)
                .register(metrics);
    }

    /** The generation is that of before auth was asked: an answer may be older than it looks. */
    private record Kept(VerifiedToken token, long generation, Duration life) {}
}
