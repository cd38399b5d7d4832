package io.todosystem.bench.load;

import io.todosystem.bench.harness.Round;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class LoopsTest {
    @Test
    void closed_loop_never_has_two_calls_of_one_caller_under_way() throws Exception {
        Set<Integer> underWay = ConcurrentHashMap.newKeySet();
        AtomicInteger overlaps = new AtomicInteger();
        try (ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor()) {
            Round round = ClosedLoop.run(
                    workload(caller -> {
                        if (!underWay.add(caller)) {
                            overlaps.incrementAndGet();
                        }
                        var answer = new CompletableFuture<Void>();
                        var _ = later.schedule(
                                () -> {
                                    underWay.remove(caller);
                                    answer.complete(null);
                                },
                                1,
                                TimeUnit.MILLISECONDS);
                        return answer;
                    }),
                    4,
                    Duration.ofMillis(100));

            assertThat(overlaps).hasValue(0);
            assertThat(round.operations()).isGreaterThan(8);
            assertThat(round.failures()).isEmpty();
        }
    }

    @Test
    void closed_loop_survives_answers_that_are_there_at_once() throws Exception {
        Round round =
                ClosedLoop.run(workload(caller -> CompletableFuture.completedFuture("")), 2, Duration.ofMillis(100));

        assertThat(round.operations()).isGreaterThan(1_000);
    }

    @Test
    void failures_are_counted_by_cause_and_have_no_latency() throws Exception {
        Round round = OpenLoop.run(
                workload(caller -> CompletableFuture.failedFuture(new IllegalStateException())),
                1,
                100,
                Duration.ofMillis(100));

        assertThat(round.operations()).isZero();
        assertThat(round.failures()).containsEntry("IllegalStateException", 10L);
    }

    @Test
    void open_loop_charges_a_stall_to_all_the_calls_that_it_kept_waiting() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Round round = OpenLoop.run(
                workload(caller -> {
                    if (calls.incrementAndGet() == 1) {
                        stall(Duration.ofMillis(200));
                    }
                    return CompletableFuture.completedFuture("");
                }),
                1,
                1_000,
                Duration.ofMillis(400));

        assertThat(round.operations()).isEqualTo(400);
        // Of 400 calls 200 should have started during the stall.
        assertThat(round.percentile(60)).isGreaterThan(20_000);
    }

    private static void stall(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static Workload workload(IntFunction<CompletionStage<?>> call) {
        return new Workload() {
            @Override
            public CompletionStage<?> start(int caller) {
                return call.apply(caller);
            }

            @Override
            public void close() {}
        };
    }
}
