package io.todosystem.auth.password;

import com.sun.management.ThreadMXBean;
import io.grpc.Context;
import io.grpc.Status.Code;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.context.exceptions.ConfigurationException;
import io.todosystem.platform.failure.Failure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class PasswordHasherTest {
    private static final int NICENESS = 7;
    private static final int PLACES = 2;

    private final HashingConfiguration parameters = new HashingConfiguration(47104, 1, 1, 1, PLACES, NICENESS, 0);
    private final Argon2 argon2 = new Argon2(parameters);
    private final PasswordHasher hasher = new PasswordHasher(parameters, new SimpleMeterRegistry());

    @AfterEach
    void close() {
        hasher.close();
    }

    @Test
    void a_hash_is_a_phc_string_with_the_parameters_and_a_salt_of_its_own() {
        String hash = hasher.hash(Password.of("correct horse"));

        assertThat(hash).startsWith("$argon2id$v=19$m=47104,t=1,p=1$");
        assertThat(hasher.hash(Password.of("correct horse"))).isNotEqualTo(hash);
    }

    @Test
    void only_the_same_password_matches() {
        String hash = hasher.hash(Password.of("correct horse"));

        assertThat(hasher.matches(Password.of("correct horse"), Optional.of(hash)))
                .isTrue();
        assertThat(hasher.matches(Password.of("correct horsf"), Optional.of(hash)))
                .isFalse();
        assertThat(hasher.matches(Password.of(""), Optional.of(hash))).isFalse();
    }

    @Test
    void the_same_characters_match_however_the_keyboard_composed_them() {
        String composed = Normalizer.normalize("pässwörter", Normalizer.Form.NFC);
        String decomposed = Normalizer.normalize("pässwörter", Normalizer.Form.NFD);
        String hash = hasher.hash(Password.of(composed));

        assertThat(composed).isNotEqualTo(decomposed);
        assertThat(hasher.matches(Password.of(decomposed), Optional.of(hash))).isTrue();
    }

    /** From the tests of Argon2's own implementation. */
    @Test
    void a_hash_that_another_program_made_matches() {
        Optional<String> hash =
                Optional.of("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");

        assertThat(hasher.matches(Password.of("password"), hash)).isTrue();
        assertThat(hasher.matches(Password.of("passwore"), hash)).isFalse();
    }

    @Test
    void a_thread_hashes_again_in_the_memory_that_it_has() {
        Runnable hash = () -> argon2.hash(Password.of("correct horse"));
        hash.run();

        assertThat(bytesThatThisThreadTakesFor(hash)).isLessThan(8 * 1024 * 1024);
    }

    @Test
    void nobody_has_a_password_that_matches() {
        assertThat(hasher.matches(Password.of("nobody"), Optional.empty())).isFalse();
    }

    @Test
    void an_unknown_user_costs_as_much_as_a_wrong_password() {
        Optional<String> known = Optional.of(hasher.hash(Password.of("correct horse")));
        List<Long> wrong = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            wrong.add(nanosOf(() -> hasher.matches(Password.of("incorrect horse"), known)));
            unknown.add(nanosOf(() -> hasher.matches(Password.of("incorrect horse"), Optional.empty())));
        }

        assertThat(median(unknown) / median(wrong)).isBetween(0.33, 3.0);
    }

    @Test
    void a_password_longer_than_any_can_be_is_wrong_and_not_hashed() {
        String hash = hasher.hash(Password.of("correct horse"));

        assertThat(hasher.matches(Password.of("x".repeat(4_000_000)), Optional.of(hash)))
                .isFalse();
    }

    /** Marks of two classes in turn: each is sorted in behind all that came before it. */
    @Test
    @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
    void a_password_of_marks_that_are_to_be_sorted_costs_no_more_than_another() {
        String hash = hasher.hash(Password.of("correct horse"));

        assertThat(hasher.matches(Password.of("\u0301\u0323".repeat(500_000)), Optional.of(hash)))
                .isFalse();
    }

    @Test
    void a_full_pool_refuses_at_once_and_says_when_to_come_back() throws Exception {
        hasher.hash(Password.of("the first"));
        CountDownLatch started = new CountDownLatch(40);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> calls = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                calls.add(callers.submit(() -> {
                    started.countDown();
                    started.await();
                    return hasher.hash(Password.of("correct horse"));
                }));
            }
            List<Failure> refusals = calls.stream()
                    .filter(call -> {
                        try {
                            call.get();
                            return false;
                        } catch (Exception e) {
                            return true;
                        }
                    })
                    .map(call -> (Failure) call.exceptionNow())
                    .toList();

            assertThat(refusals).hasSizeBetween(1, calls.size() - PLACES).allSatisfy(refusal -> {
                assertThat(refusal.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
                assertThat(refusal.reason()).isEqualTo("HASHING_BUSY");
                assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(1));
            });
        }
        assertThat(hasher.hash(Password.of("correct horse"))).startsWith("$argon2id$");
    }

    @Test
    void work_of_a_caller_who_has_gone_is_skipped() {
        Context.CancellableContext call = Context.current().withCancellation();
        call.cancel(null);

        call.run(() -> assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> hasher.hash(Password.of("correct horse")))
                .extracting(Failure::code)
                .isEqualTo(Code.CANCELLED));
    }

    @Test
    void a_hash_of_weaker_parameters_still_matches_and_is_outdated() {
        PasswordHasher before =
                new PasswordHasher(new HashingConfiguration(19456, 2, 1, 1, 2, 0, 0), new SimpleMeterRegistry());
        String old = before.hash(Password.of("correct horse"));
        before.close();

        assertThat(hasher.matches(Password.of("correct horse"), Optional.of(old)))
                .isTrue();
        assertThat(hasher.isOutdated(old)).isTrue();
        assertThat(hasher.isOutdated(hasher.hash(Password.of("correct horse")))).isFalse();
    }

    @Test
    void no_more_is_hashed_at_once_than_the_heap_has_room_for() {
        long mebibyte = 1024 * 1024;

        assertThat(HashingConfiguration.threadsIn(92 * mebibyte, 47104)).isEqualTo(1);
        assertThat(HashingConfiguration.threadsIn(184 * mebibyte, 47104)).isEqualTo(2);
        assertThatThrownBy(() -> HashingConfiguration.threadsIn(64 * mebibyte, 47104))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("at least 92 MiB");
    }

    @Test
    void half_of_the_cores_hash() {
        assertThat(HashingConfiguration.threadsOn(1)).isEqualTo(1);
        assertThat(HashingConfiguration.threadsOn(2)).isEqualTo(1);
        assertThat(HashingConfiguration.threadsOn(8)).isEqualTo(4);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_thread_that_hashes_gives_way_to_the_others() throws IOException {
        hasher.hash(Password.of("correct horse"));

        int own = niceness(stat(Path.of("/proc/thread-self")));
        assertThat(nicenessOfThreads("password-hashin")).containsOnly(Math.min(own + NICENESS, 19));
    }

    @Test
    void parameters_that_are_too_weak_are_refused() {
        assertThatThrownBy(() -> new HashingConfiguration(19456, 1, 1, 1, 1, 0, 0))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("47104");
    }

    /** Linux cuts names at 15 characters. */
    private static List<Integer> nicenessOfThreads(String name) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            return threads.map(PasswordHasherTest::stat)
                    .filter(stat -> stat.contains("(" + name + ")"))
                    .map(PasswordHasherTest::niceness)
                    .toList();
        }
    }

    /** The 17th word behind the name. */
    private static int niceness(String stat) {
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
    }

    private static String stat(Path thread) {
        try {
            return Files.readString(thread.resolve("stat"));
        } catch (IOException ended) {
            return "";
        }
    }

    private static long bytesThatThisThreadTakesFor(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static long nanosOf(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    private static double median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
