package io.todosystem.auth.password;

import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.todosystem.platform.failure.Failure;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class HashingPoolTest {
    private static final int FACTOR_BEYOND_THE_BOUND = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void a_caller_is_refused_whose_time_would_pass_in_the_queue() {
        long hash = 100;

        assertThat(HashingPool.wouldBeTooLate(8, 2, hash, 500)).isFalse();
        assertThat(HashingPool.wouldBeTooLate(8, 2, hash, 499)).isTrue();
        assertThat(HashingPool.wouldBeTooLate(1, 2, hash, 99)).isTrue();
        assertThat(HashingPool.wouldBeTooLate(0, 2, hash, 1)).isFalse();
    }

    @Test
    void a_caller_whose_turn_does_not_come_is_refused_while_there_is_time_to_say_so() {
        CountDownLatch held = new CountDownLatch(1);
        AtomicBoolean hashed = new AtomicBoolean();
        try (HashingPool pool = pool(0)) {
            Future<Boolean> before = pool.begin(() -> held.await(1, TimeUnit.MINUTES));
            try {
                assertThat(outcome(pool, Duration.ofSeconds(6), () -> hashed.compareAndSet(false, true)))
                        .isEqualTo("HASHING_BUSY in time");
            } finally {
                held.countDown();
            }
            assertThat(before).succeedsWithin(PATIENCE);
        }
        assertThat(hashed).isFalse();
    }

    @Test
    void a_caller_whose_turn_has_come_is_answered_however_late() {
        try (HashingPool pool = pool(0)) {
            assertThat(outcome(pool, Duration.ofSeconds(1), () -> pause(900))).startsWith("true");
        }
    }

    @Test
    void what_is_typical_rises_at_once_and_falls_slowly() {
        assertThat(HashingPool.smoothed(100, 500)).isEqualTo(500);
        assertThat(HashingPool.smoothed(500, 100)).isEqualTo(400);
    }

    @Test
    void a_thread_that_waited_for_a_processor_answers_and_then_rests() {
        try (HashingPool pool = pool(FACTOR_BEYOND_THE_BOUND)) {
            pool.run(() -> pause(10));
            long answered = System.nanoTime();
            pool.run(() -> "the next one");

            assertThat(Duration.ofNanos(System.nanoTime() - answered)).isGreaterThan(Duration.ofMillis(100));
        }
    }

    private static String outcome(HashingPool pool, Duration time, Callable<Boolean> hash) {
        try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
                CancellableContext call =
                        Context.current().withDeadlineAfter(time.toMillis(), TimeUnit.MILLISECONDS, timer)) {
            return call.call(() -> {
                String outcome;
                try {
                    outcome = "" + pool.run(hash);
                } catch (Failure failure) {
                    outcome = failure.reason();
                }
                return outcome + (call.isCancelled() ? " too late" : " in time");
            });
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static HashingPool pool(int rest) {
        return new HashingPool(new HashingConfiguration(47104, 1, 1, 1, 1, 0, rest), new SimpleMeterRegistry());
    }

    private static boolean pause(int millis) throws InterruptedException {
        Thread.sleep(millis);
        return true;
    }
}
