package io.todosystem.bff.health;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SharedAnswerTest {
    private final AtomicLong now = new AtomicLong(-5);
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void an_answer_is_good_for_a_moment() {
        var answer = new SharedAnswer<>(asked::incrementAndGet, now::get);
        assertThat(answer.get()).isEqualTo(1);
        now.addAndGet(Duration.ofMillis(249).toNanos());
        assertThat(answer.get()).isEqualTo(1);
        now.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(answer.get()).isEqualTo(2);
    }

    @Test
    void the_moment_begins_with_the_answer() {
        var answer = new SharedAnswer<>(
                () -> {
                    now.addAndGet(Duration.ofSeconds(1).toNanos());
                    return asked.incrementAndGet();
                },
                now::get);
        assertThat(answer.get()).isEqualTo(1);
        assertThat(answer.get()).isEqualTo(1);
    }

    @Test
    void those_who_ask_meanwhile_wait_for_the_same_answer() throws Exception {
        var open = new CountDownLatch(1);
        var answer = new SharedAnswer<>(
                () -> {
                    awaitUninterruptibly(open);
                    return asked.incrementAndGet();
                },
                now::get);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 50)
                    .mapToObj(_ -> threads.submit(answer::get))
                    .toList();
            open.countDown();
            for (Future<Integer> given : answers) {
                assertThat(given.get()).isEqualTo(1);
            }
        }
    }

    @Test
    void what_could_not_be_found_out_is_asked_again() {
        var answer = new SharedAnswer<>(
                () -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new IllegalStateException("not now");
                    }
                    return asked.get();
                },
                now::get);
        assertThatThrownBy(answer::get).hasMessage("not now");
        assertThat(answer.get()).isEqualTo(2);
    }

    private static void awaitUninterruptibly(CountDownLatch open) {
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
