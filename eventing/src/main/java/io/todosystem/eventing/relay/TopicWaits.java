package io.todosystem.eventing.relay;

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
 * rows; a topic that nobody declared waits alone. One line is logged when a topic begins to wait and one when it flows.
 */
final class TopicWaits {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWaits.class);
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(2);

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
            LOG.warn("Topic {} takes no records, its rows wait in the outbox: {}", topic, cause.toString());
        }
        var delay = before == null ? FIRST : shorter(before.delay().multipliedBy(2), LONGEST);
        waits.put(topic, new Wait(delay, now.plus(delay)));
    }

    private void flows(String topic) {
        if (waits.remove(topic) != null) {
            LOG.info("Topic {} takes records again", topic);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private record Wait(Duration delay, Instant until) {}
}
