package io.todosystem.eventing.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** The partitions whose next record failed, and when each is tried again. */
final class Retries {
    /** The record is tried at 0 s and after each of these; then it is a dead letter. */
    static final int TRIES = 5;

    private static final Duration LONGEST_OUTAGE_WAIT = Duration.ofSeconds(15);
    private static final Duration FIRST_OUTAGE_WAIT = Duration.ofMillis(250);

    private final Duration firstWait;
    private final Map<TopicPartition, Retry> retries = new HashMap<>();

    Retries(Duration firstWait) {
        this.firstWait = firstWait;
    }

    /** Counts a try that failed by itself: whether there is another one, 1, 2, 4 and 8 s later. */
    boolean again(TopicPartition partition, Instant now) {
        var retry = retries.getOrDefault(partition, Retry.NONE);
        var tries = retry.tries() + 1;
        if (tries >= TRIES) {
            return false;
        }
        var wait = firstWait.multipliedBy(1L << (tries - 1));
        retries.put(partition, new Retry(tries, retry.outageWait(), now.plus(wait)));
        return true;
    }

    /** Waits for what everybody needs: longer each time up to a limit, for ever, and it is not counted as a try. */
    void outage(TopicPartition partition, Instant now) {
        var retry = retries.getOrDefault(partition, Retry.NONE);
        var doubled = retry.outageWait().multipliedBy(2);
        var wait = doubled.isZero() ? FIRST_OUTAGE_WAIT : doubled;
        var bounded = wait.compareTo(LONGEST_OUTAGE_WAIT) > 0 ? LONGEST_OUTAGE_WAIT : wait;
        var jittered = bounded.plusMillis(ThreadLocalRandom.current().nextLong(bounded.toMillis()));
        retries.put(partition, new Retry(retry.tries(), bounded, now.plus(jittered)));
    }

    boolean isRetry(TopicPartition partition) {
        return retries.containsKey(partition);
    }

    void settled(TopicPartition partition) {
        retries.remove(partition);
    }

    void forget(Collection<TopicPartition> partitions) {
        retries.keySet().removeAll(partitions);
    }

    Set<TopicPartition> due(Instant now) {
        return retries.entrySet().stream()
                .filter(retry -> !retry.getValue().due().isAfter(now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** How long nothing is due, at most {@code longest}. */
    Duration untilNext(Instant now, Duration longest) {
        var wait = longest;
        for (var retry : retries.values()) {
            var left = Duration.between(now, retry.due());
            if (left.isPositive() && left.compareTo(wait) < 0) {
                wait = left;
            }
        }
        return wait;
    }

    private record Retry(int tries, Duration outageWait, Instant due) {
        static final Retry NONE = new Retry(0, Duration.ZERO, Instant.EPOCH);
    }
}
