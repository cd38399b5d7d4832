package io.todosystem.e2e.hostile;

import io.todosystem.e2e.Rest;
import io.todosystem.e2e.Rest.Account;
import io.todosystem.e2e.Stack;
import io.todosystem.e2e.faults.FaultSuite;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * More people than auth has places guess at tokens, each of which only auth can tell from a good one. Whoever is known is
 * refused nothing, whatever else is asked of auth is answered, and auth goes on to tell who is revoked.
 */
@FaultSuite
class FalseTokensIT {
    private static final int GUESSERS = 300;
    /** Longer than a token is believed without a new look at what is revoked, and than it is kept. */
    private static final Duration STORM = Duration.ofSeconds(20);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration REVOKED_WITHIN = Duration.ofSeconds(5);

    private final Stack stack;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Long> guesses = new ConcurrentHashMap<>();

    FalseTokensIT(Stack stack) {
        this.stack = stack;
        stack.recover();
    }

    @Test
    void stop_nobody_who_is_known() {
        Account ada = stack.rest().register("Ada");
        Rest known = ada.rest();
        Account leaving = stack.rest().register("Grace");
        assertThat(known.get("/api/v1/tasks").status()).isEqualTo(200);
        assertThat(leaving.rest().get("/api/v1/tasks").status()).isEqualTo(200);
        long end = System.nanoTime() + STORM.toNanos();
        List<CompletableFuture<Void>> guessers = Stream.generate(
                        () -> CompletableFuture.runAsync(() -> guessUntil(end, ada), Thread::startVirtualThread))
                .limit(GUESSERS)
                .toList();
        Map<Integer, Integer> reads = new TreeMap<>();
        List<Long> millis = new ArrayList<>();
        while (System.nanoTime() < end - STORM.toNanos() / 2) {
            read(known, reads, millis);
        }
        assertThat(leaving.rest().post("/api/v1/auth/logout", Map.of()).status())
                .isEqualTo(204);
        await().atMost(REVOKED_WITHIN)
                .until(() -> leaving.rest().get("/api/v1/tasks").status() == 401);
        while (System.nanoTime() < end) {
            read(known, reads, millis);
        }
        guessers.forEach(CompletableFuture::join);

        System.out.printf(
                "%d reads, the slowest %d ms, beside guesses %s%n",
                millis.size(), millis.stream().max(Long::compare).orElseThrow(), new TreeMap<>(guesses));
        assertThat(reads).containsOnlyKeys(200);
        assertThat(guesses).containsKey("401").allSatisfy((status, count) -> assertThat(status)
                .isIn("401", "503"));
    }

    private static void read(Rest reader, Map<Integer, Integer> statuses, List<Long> millis) {
        long begin = System.nanoTime();
        statuses.merge(reader.get("/api/v1/tasks").status(), 1, Integer::sum);
        millis.add(Duration.ofNanos(System.nanoTime() - begin).toMillis());
    }

    private void guessUntil(long end, Account account) {
        String[] parts = account.accessToken().split("\\.", -1);
        while (System.nanoTime() < end) {
            byte[] signature = new byte[64];
            random.nextBytes(signature);
            String token = parts[0] + "." + parts[1] + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
            int status = stack.rest().as(token).get("/api/v1/tasks").status();
            guesses.merge(Integer.toString(status), 1L, Long::sum);
            if (status == 503) {
                LockSupport.parkNanos(RETRY_AFTER.toNanos());
            }
        }
    }
}
