package io.todosystem.auth.revocation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class SharedReadingTest {
    private final AtomicInteger readings = new AtomicInteger();
    private final AtomicInteger asking = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);

    @RepeatedTest(10)
    void those_who_ask_during_a_reading_share_the_next_one() throws Exception {
        SharedReading<Integer> shared = new SharedReading<>(this::firstIsHeld);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = threads.submit(shared::read);
            begun.await();
            List<Future<Integer>> others = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                others.add(threads.submit(() -> {
                    asking.incrementAndGet();
                    return shared.read();
                }));
            }
            try {
                Awaitility.await().until(() -> asking.get() == 50);
            } finally {
                mayAnswer.countDown();
            }
            assertThat(first.get()).isEqualTo(1);
            for (Future<Integer> other : others) {
                assertThat(other.get()).isGreaterThanOrEqualTo(2);
            }
        }
        assertThat(readings).hasValueLessThan(10);
    }

    @Test
    void each_who_comes_alone_reads_anew_whatever_came_of_the_last_time() {
        SharedReading<Integer> shared = new SharedReading<>(() -> {
            if (readings.incrementAndGet() == 1) {
                throw new IllegalStateException("away");
            }
            return readings.get();
        });

        assertThatThrownBy(shared::read).hasMessage("away");
        assertThat(shared.read()).isEqualTo(2);
        assertThat(shared.read()).isEqualTo(3);
    }

    private int firstIsHeld() {
        int reading = readings.incrementAndGet();
        if (reading == 1) {
            begun.countDown();
            try {
                mayAnswer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return reading;
    }
}
