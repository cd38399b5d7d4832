package io.todosystem.eventing.relay;

import io.todosystem.eventing.loop.OneLine;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics that Kafka did not take records for, and when each is tried again. With Kafka away these are all that have
 * rows; a topic that nobody declared waits alone. One line is logged when a wait lasts and one when the topic flows
 * again: the first records of a producer often wait a moment.
 */
final class TopicWaits {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWaits.class);
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, Wait> waits = new HashMap<>();

    Set<String> waiting(Instant now) {
        return waits.entrySet().stream()
                .filter(wait -> wait.getValue().until().isAfter(now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    void settle(List<Delivery> deliveries, Instant now) {
        Map<String, Exception> failures = new HashMap<>();
        for (var delivery : deliveries) {
            var topic = delivery.row().destination().topic();
            switch (delivery) {
                case Delivery.Unavailable unavailable -> failures.putIfAbsent(topic, unavailable.cause());
                case Delivery.Sent _, Delivery.Refused _ -> flows(topic);
            }
        }
        failures.forEach((topic, cause) -> waits(topic, cause, now));
    }

    private void waits(String topic, Exception cause, Instant now) {
        var before = waits.get(topic);
        if (before == null) {
            waits.put(topic, new Wait(now, FIRST, now.plus(FIRST), false));
            return;
        }
        var lasts = before.since().plus(PATIENCE).isBefore(now);
        if (lasts && !before.told()) {
            LOG.warn("Topic {} takes no records, its rows wait in the outbox: {}", topic, OneLine.of(cause));
        }
        var delay = shorter(before.delay().multipliedBy(2), LONGEST);
        waits.put(topic, new Wait(before.since(), delay, now.plus(delay), lasts));
    }

    private void flows(String topic) {
        var before = waits.remove(topic);
        if (before != null && before.told()) {
            LOG.info("Topic {} takes records again", topic);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private record Wait(Instant since, Duration delay, Instant until, boolean told) {}
}
