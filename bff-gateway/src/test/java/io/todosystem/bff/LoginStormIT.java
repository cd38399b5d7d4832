package io.todosystem.bff;

import io.micrometer.core.instrument.MeterRegistry;
import io.todosystem.platform.failure.Failure;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.todosystem.bff.Answers.assertProblem;
import static io.todosystem.bff.Answers.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** More people sign in than auth can take, and those who are signed in do not notice. */
class LoginStormIT {
    private static final int PLACES = 4;
    private static final int PASSWORD_PLACES = 3;
    private static final Duration DELAY = Duration.ofSeconds(2);
    private static final String ADA =
            "{\"email\": \"ada@example.org\", \"password\": \"correct horse\", \"display_name\": \"Ada\"}";
    private static final String CREDENTIALS = "{\"email\": \"ada@example.org\", \"password\": \"correct horse\"}";

    private Gateway gateway;
    private String token = "";

    @BeforeEach
    void start() {
        gateway = new Gateway(Map.of(
                "todo.http.max-concurrent-requests",
                PLACES,
                "todo.passwords.max-concurrent",
                PASSWORD_PLACES,
                "todo.passwords.refusal-delay",
                DELAY.toMillis() + "ms",
                "todo.passwords.max-delayed",
                20));
        token = gateway.accounts.signUp("grace");
        assertThat(gateway.post("/api/v1/auth/register", "", ADA).statusCode()).isEqualTo(201);
    }

    @AfterEach
    void stop() {
        gateway.auth.release();
        gateway.close();
    }

    @Test
    void those_who_sign_in_take_no_place_of_those_who_read() {
        gateway.auth.hold("Login");
        var waiting = signIn(PASSWORD_PLACES);
        await().until(() -> placesTaken() == PASSWORD_PLACES);
        var refused = signIn(3 * PLACES);

        await().until(() -> refusals() == refused.size());
        for (int i = 0; i < 20; i++) {
            assertThat(gateway.get("/api/v1/tasks", token).statusCode()).isEqualTo(200);
        }

        gateway.auth.release();
        assertThat(waiting)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(placesTaken()).isZero();
        assertThat(refused).allSatisfy(answer -> {
            assertProblem(answer.join(), 429, "HASHING_BUSY");
            assertThat(header(answer.join(), "Retry-After")).isEqualTo("1");
        });
    }

    @Test
    void whom_auth_refuses_hears_so_later_and_keeps_no_place_until_then() {
        gateway.auth.fail("Login", Failure.resourceExhausted("HASHING_BUSY", "Wait", Duration.ofSeconds(3)));
        long begin = System.nanoTime();
        List<CompletableFuture<HttpResponse<String>>> refused = new ArrayList<>();
        for (int i = 1; i <= PASSWORD_PLACES; i++) {
            refused.addAll(signIn(1));
            int soMany = i;
            await().until(() -> refusals() == soMany);
        }
        gateway.auth.recover();

        assertThat(signIn(1).getFirst().join().statusCode()).isEqualTo(200);
        assertThat(refused).noneMatch(CompletableFuture::isDone);
        assertThat(refused).allSatisfy(answer -> {
            assertProblem(answer.join(), 429, "HASHING_BUSY");
            assertThat(header(answer.join(), "Retry-After")).isEqualTo("3");
        });
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(DELAY);
    }

    /** Or they would come back together, and with their work all at once stand in the way of everybody else. */
    @Test
    void those_who_are_refused_together_hear_so_one_after_the_other() {
        gateway.auth.hold("Login");
        var waiting = signIn(PASSWORD_PLACES);
        await().until(() -> placesTaken() == PASSWORD_PLACES);
        List<Long> heardAt = new CopyOnWriteArrayList<>();
        var refused = signIn(16).stream()
                .map(answer -> answer.thenRun(() -> heardAt.add(System.nanoTime())))
                .toList();
        refused.forEach(CompletableFuture::join);

        var times = heardAt.stream().sorted().toList();
        assertThat(Duration.ofNanos(times.getLast() - times.getFirst())).isGreaterThan(DELAY.dividedBy(4));
        gateway.auth.release();
        waiting.forEach(CompletableFuture::join);
    }

    @Test
    void every_route_that_hashes_a_password_has_these_places() {
        gateway.auth.hold("Login");
        var waiting = signIn(PASSWORD_PLACES);
        await().until(() -> placesTaken() == PASSWORD_PLACES);

        var refused = Stream.of(
                        post("/api/v1/auth/register", "", ADA),
                        post("/api/v1/auth/reset-password", "", "{\"token\": \"x\", \"password\": \"correct horse\"}"),
                        post(
                                "/api/v1/auth/change-password",
                                token,
                                "{\"current_password\": \"correct horse\", \"new_password\": \"battery staple\"}"))
                .toList();
        refused.forEach(answer -> assertProblem(answer.join(), 429, "HASHING_BUSY"));
        gateway.auth.release();
        waiting.forEach(CompletableFuture::join);
    }

    private List<CompletableFuture<HttpResponse<String>>> signIn(int people) {
        return IntStream.range(0, people)
                .mapToObj(i -> post("/api/v1/auth/login", "", CREDENTIALS))
                .toList();
    }

    private CompletableFuture<HttpResponse<String>> post(String path, String asUser, String body) {
        return CompletableFuture.supplyAsync(() -> gateway.post(path, asUser, body), Thread::startVirtualThread);
    }

    private int placesTaken() {
        return (int) metrics().get("todo.http.passwords").gauge().value();
    }

    private int refusals() {
        return (int) metrics().get("todo.http.passwords.refused").counter().count();
    }

    private MeterRegistry metrics() {
        return gateway.server.getApplicationContext().getBean(MeterRegistry.class);
    }
}
