package io.todosystem.auth.password;

import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.todosystem.platform.failure.Failure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

final class HashingPoolTest {
    private static final int HALF_A_SECOND_FOR_MILLIS = 100;

    @Test
    void a_caller_is_refused_whose_deadline_would_pass_in_the_queue() {
        long hash = 100;

        assertThat(HashingPool.wouldBeTooLate(8, 2, hash, 600)).isFalse();
        assertThat(HashingPool.wouldBeTooLate(8, 2, hash, 599)).isTrue();
        assertThat(HashingPool.wouldBeTooLate(1, 2, hash, 199)).isTrue();
        assertThat(HashingPool.wouldBeTooLate(0, 2, hash, 1)).isFalse();
    }

    @Test
    void a_caller_whose_turn_does_not_come_is_refused_while_there_is_time_to_say_so() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        AtomicBoolean hashed = new AtomicBoolean();
        try (HashingPool pool = pool(0);
                ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
                CancellableContext call = Context.current().withDeadlineAfter(2, TimeUnit.SECONDS, timer)) {
            Future<Boolean> before = pool.begin(() -> held.await(1, TimeUnit.MINUTES));

            call.run(() -> assertThatExceptionOfType(Failure.class)
                    .isThrownBy(() -> pool.run(() -> hashed.compareAndSet(false, true)))
                    .extracting(Failure::reason)
                    .isEqualTo("HASHING_BUSY"));
            assertThat(call.isCancelled()).isFalse();
            held.countDown();
            assertThat(before.get()).isTrue();
        }
        assertThat(hashed).isFalse();
    }

    @Test
    void what_is_typical_rises_at_once_and_falls_slowly() {
        assertThat(HashingPool.smoothed(100, 500)).isEqualTo(500);
        assertThat(HashingPool.smoothed(500, 100)).isEqualTo(400);
    }

    @Test
    void a_thread_that_waited_for_a_processor_answers_and_then_rests() {
        try (HashingPool pool = pool(HALF_A_SECOND_FOR_MILLIS)) {
            pool.run(HashingPoolTest::pause);
            long answered = System.nanoTime();
            pool.run(() -> "the next one");

            assertThat(Duration.ofNanos(System.nanoTime() - answered)).isGreaterThan(Duration.ofMillis(100));
        }
    }

    private static HashingPool pool(int rest) {
        return new HashingPool(new HashingConfiguration(47104, 1, 1, 1, 1, 0, rest), new SimpleMeterRegistry());
    }

    private static boolean pause() throws InterruptedException {
        Thread.sleep(10);
        return true;
    }
}
