package io.todosystem.e2e.hostile;

import io.todosystem.e2e.Rest;
import io.todosystem.e2e.Stack;
import io.todosystem.e2e.faults.FaultSuite;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Thousands of hostile requests: each is refused soon, none leaves anything behind, and nobody else notices. */
@FaultSuite
class HostileClientsIT {
    private static final int ATTACKERS = 4;
    private static final int ROUNDS = 100;
    private static final int MEBIBYTE = 1024 * 1024;

    private final Stack stack;
    private final URI gateway;
    private final List<Long> refusedAfter = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> answers = new ConcurrentSkipListSet<>();
    private final List<Long> readAfter = new ArrayList<>();

    HostileClientsIT(Stack stack) {
        this.stack = stack;
        this.gateway = stack.local().http();
        stack.recover();
    }

    @Test
    void are_refused_soon_leave_nothing_behind_and_harm_nobody() {
        Rest ada = stack.rest().register("Ada").rest();
        Memory memory = new Memory(stack.local());
        strike(ada, 5);
        refusedAfter.clear();
        readAfter.clear();

        long before = memory.of("bff");
        strike(ada, ROUNDS);
        long after = memory.of("bff");

        System.out.printf(
                "%d hostile requests: median %d ms, p99 %d ms; %d good ones meanwhile: median %d ms, p99 %d ms; "
                        + "heap %d KiB before, %d KiB after; %s%n",
                refusedAfter.size(),
                percentile(refusedAfter, 50),
                percentile(refusedAfter, 99),
                readAfter.size(),
                percentile(readAfter, 50),
                percentile(readAfter, 99),
                before / 1024,
                after / 1024,
                answers);
        assertThat(answers).allMatch(answer -> answer.matches(".*: (closed|4..|501|505)"));
        assertThat(percentile(refusedAfter, 50))
                .as("median of the refusals, ms")
                .isLessThanOrEqualTo(50);
        assertThat(percentile(refusedAfter, 99)).as("p99 of the refusals, ms").isLessThanOrEqualTo(1_000);
        assertThat(percentile(readAfter, 99)).as("p99 of the good ones, ms").isLessThanOrEqualTo(1_000);
        assertThat(after - before).as("what they left in the heap").isLessThan(4 * MEBIBYTE);
    }

    /** Everybody attacks in every way, so many times, while Ada reads; each of her reads must be answered. */
    private void strike(Rest ada, int rounds) {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> reading = CompletableFuture.runAsync(
                () -> {
                    while (!over.get()) {
                        long begin = System.nanoTime();
                        assertThat(ada.get("/api/v1/tasks").status()).isEqualTo(200);
                        readAfter.add(millisSince(begin));
                    }
                },
                Thread::startVirtualThread);
        List<CompletableFuture<Void>> attackers = new ArrayList<>();
        for (int i = 0; i < ATTACKERS; i++) {
            attackers.add(CompletableFuture.runAsync(() -> attack(rounds), Thread::startVirtualThread));
        }
        try {
            attackers.forEach(CompletableFuture::join);
        } finally {
            over.set(true);
        }
        reading.join();
    }

    private void attack(int rounds) {
        for (int round = 0; round < rounds; round++) {
            for (Attack attack : Attack.all()) {
                long begin = System.nanoTime();
                answers.add(attack.name() + ": " + attack.strike(gateway));
                refusedAfter.add(millisSince(begin));
            }
        }
    }

    private static long percentile(List<Long> values, int percent) {
        List<Long> sorted = values.stream().sorted().toList();
        return sorted.get((sorted.size() - 1) * percent / 100);
    }

    private static long millisSince(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }
}
