package io.todosystem.eventing.consumer;

import io.micronaut.context.ApplicationContext;
import io.todosystem.eventing.transaction.Transactions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A topic with a partition for each of a few keys, and one consumer: polls take from any of them, crash in the middle,
 * are forgotten by the broker (so that a part comes again), meet events that cannot be handled, and an operator replays
 * at any time.
 */
final class InboxSimulation {
    private static final int KEYS = 3;
    private static final int EVENTS = 40;

    private final Random random;
    private final String topic;
    private final long seed;
    private final Transactions transactions;
    private final EventHandling handling;
    private final DeadLetters deadLetters;
    private final Recorder recorder;
    private final List<List<Incoming>> partitions = new ArrayList<>();
    private final int[] positions = new int[KEYS];
    private final Set<String> poisoned = new HashSet<>();
    private final Map<String, Integer> tries = new HashMap<>();

    InboxSimulation(ApplicationContext application, long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.topic = "simulated-" + seed + "-" + UUID.randomUUID();
        this.transactions = application.getBean(Transactions.class);
        this.handling = application.getBean(EventHandling.class);
        this.deadLetters = application.getBean(DeadLetters.class);
        this.recorder = application.getBean(Recorder.class);
        for (var key = 0; key < KEYS; key++) {
            var partition = key;
            partitions.add(IntStream.range(0, EVENTS)
                    .mapToObj(offset -> event(partition, offset))
                    .toList());
        }
    }

    void step() {
        recorder.failOn(event -> poisoned.contains(name(event)));
        switch (random.nextInt(10)) {
            case 0 -> crashInTheMiddle();
            case 1 -> forgetPositions();
            case 2 -> poisonNext();
            case 3 -> repairAndReplay();
            case 4 -> replayAnything();
            default -> poll();
        }
    }

    /**
     * After each step: effects are a gapless prefix of their key, and what is neither ahead nor waiting was never seen.
     */
    void holds() {
        for (var key = 0; key < KEYS; key++) {
            var effects = Recorder.effects(transactions, topic, "key-" + key);
            assertThat(effects)
                    .as("seed %d, key %d", seed, key)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, effects.size()).boxed().toList());
            var told = effects.size() + letters("key-" + key).size();
            assertThat(told).as("seed %d, key %d: seen", seed, key).isGreaterThanOrEqualTo(positions[key]);
        }
    }

    /** In the end everything is repaired and delivered. */
    void end() {
        repairAndReplay();
        recorder.failOn(_ -> false);
        for (var key = 0; key < KEYS; key++) {
            handling.handle(recorder, partitions.get(key));
            letters("key-" + key).stream().findFirst().ifPresent(letter -> deadLetters.replay(letter.id()));
            positions[key] = EVENTS;
            assertThat(Recorder.effects(transactions, topic, "key-" + key))
                    .as("seed %d, key %d", seed, key)
                    .hasSize(EVENTS);
        }
        holds();
    }

    private void poll() {
        deliver(next());
    }

    /** As the loop does it: together, and if that fails one by one, five times. */
    private void deliver(List<Incoming> poll) {
        try {
            handling.handle(recorder, poll);
            poll.forEach(this::passed);
        } catch (IllegalStateException e) {
            poll.forEach(this::deliverAlone);
        }
    }

    private void deliverAlone(Incoming one) {
        var event = ((Incoming.Event) one).event();
        if (event.sequence() != positions[one.origin().partition()] + 1) {
            return; // Behind one that waits.
        }
        try {
            handling.handle(recorder, List.of(one));
            passed(one);
        } catch (IllegalStateException e) {
            if (tries.merge(name(event), 1, Integer::sum) >= 5) {
                handling.bury(recorder, one, "told to fail", 5);
                passed(one);
            }
        }
    }

    private void crashInTheMiddle() {
        var poll = next();
        if (!poll.isEmpty()) {
            var victim = name(((Incoming.Event) poll.get(random.nextInt(poll.size()))).event());
            recorder.failOn(event -> name(event).equals(victim));
            try {
                handling.handle(recorder, poll);
                // The victim waits behind a dead letter, or is known: nothing crashed.
                poll.forEach(this::passed);
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("told to fail");
            }
        }
    }

    private void forgetPositions() {
        for (var key = 0; key < KEYS; key++) {
            positions[key] = Math.max(0, positions[key] - random.nextInt(5));
        }
    }

    private void poisonNext() {
        var key = random.nextInt(KEYS);
        poisoned.add("key-" + key + "-" + (positions[key] + 1 + random.nextInt(2)));
    }

    private void repairAndReplay() {
        poisoned.clear();
        tries.clear();
        recorder.failOn(_ -> false);
        for (var key = 0; key < KEYS; key++) {
            letters("key-" + key).stream().findFirst().ifPresent(letter -> assertThat(deadLetters.replay(letter.id()))
                    .as("seed %d", seed)
                    .hasValueSatisfying(replay -> assertThat(replay.remaining()).isZero()));
        }
    }

    private void replayAnything() {
        var letters = letters("key-" + random.nextInt(KEYS));
        if (!letters.isEmpty()) {
            deadLetters.replay(letters.get(random.nextInt(letters.size())).id());
        }
    }

    /** Some of each of some partitions, in order within each; the partitions in any. */
    private List<Incoming> next() {
        var keys = IntStream.range(0, KEYS).boxed().collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(keys, random);
        List<Incoming> poll = new ArrayList<>();
        for (var key : keys) {
            var end = Math.min(EVENTS, positions[key] + random.nextInt(4));
            poll.addAll(partitions.get(key).subList(positions[key], end));
        }
        return poll;
    }

    private void passed(Incoming one) {
        positions[one.origin().partition()] = Math.max(
                positions[one.origin().partition()],
                Math.toIntExact(one.origin().offset()) + 1);
    }

    private List<DeadLetter> letters(String key) {
        return deadLetters.list(0, 1_000).stream()
                .filter(letter -> letter.topic().equals(topic) && letter.key().equals(key))
                .toList();
    }

    private Incoming event(int partition, int offset) {
        Map<String, String> headers = Map.of(
                "ce_id",
                UUID.randomUUID().toString(),
                "ce_type",
                "stream.grown",
                "ce_subject",
                "key-" + partition,
                "ce_sequence",
                Integer.toString(offset + 1),
                "ce_time",
                "2026-11-20T12:00:00Z");
        return EventReader.read(
                new Incoming.Origin(topic, partition, offset, "key-" + partition, headers, "{}".getBytes(UTF_8)));
    }

    private static String name(ConsumedEvent event) {
        return event.key() + "-" + event.sequence();
    }
}
