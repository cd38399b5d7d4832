package io.todosystem.platform.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * So many turns in a period for each key: a bucket of turns that fills again evenly within the period.
 *
 * <p>Counted in this process: each replica grants as many again. Who did nothing for a whole period is forgotten and
 * begins with all turns; of more than 100,000 keys those that were not seen for the longest time are forgotten earlier.
 */
public final class RateLimit<K> {
    private static final int MAX_KEYS = 100_000;

    private final LoadingCache<K, Bucket> buckets;

    public RateLimit(long turns, Duration period, Ticker ticker) {
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_KEYS)
                .expireAfterAccess(period)
                .ticker(ticker)
                .executor(Runnable::run)
                .build(_ -> bucket(turns, period, ticker));
    }

    /** Takes a turn if one is left. */
    public Turn take(K key) {
        var probe = buckets.get(key).tryConsumeAndReturnRemaining(1);
        return new Turn(
                probe.isConsumed(),
                Math.max(0, probe.getRemainingTokens()),
                Duration.ofNanos(probe.getNanosToWaitForRefill()),
                Duration.ofNanos(probe.getNanosToWaitForReset()));
    }

    /** How long until a turn is left; zero if one is. */
    public Duration delay(K key) {
        return Duration.ofNanos(buckets.get(key).estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }

    /** Takes a turn even if none is left: what went in side by side then makes the key wait the longer. */
    public void charge(K key) {
        buckets.get(key).consumeIgnoringRateLimits(1);
    }

    private static Bucket bucket(long turns, Duration period, Ticker ticker) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(turns).refillGreedy(turns, period))
                .withCustomTimePrecision(new Monotonic(ticker))
                .build();
    }

    /**
     * What became of asking for a turn.
     *
     * @param left turns that are left after it
     * @param delay until the next one, if it was refused
     * @param full until all turns are there again
     */
    public record Turn(boolean granted, long left, Duration delay, Duration full) {}

    private record Monotonic(Ticker ticker) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return ticker.read();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
