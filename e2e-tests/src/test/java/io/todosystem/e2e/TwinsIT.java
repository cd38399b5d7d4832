package io.todosystem.e2e;

import io.grpc.StatusRuntimeException;
import io.todosystem.e2e.Rest.Account;
import io.todosystem.e2e.Rest.Answer;
import io.todosystem.proto.tasks.v1.TaskInput;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import io.todosystem.proto.tasks.v1.UpdateTaskRequest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** The same request from many places at once, and many requests about the same version. */
@ExtendWith(Stack.Extension.class)
class TwinsIT {
    private static final int TWINS = 50;
    private static final int WRITERS = 20;

    private final Stack stack;

    TwinsIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void fifty_twins_make_one_task_and_get_one_answer() {
        var ada = stack.rest().register("Ada");
        var key = UUID.randomUUID().toString();

        var answers = Together.of(TWINS, _ -> create(ada, key, "twin"));

        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(answers)
                .extracting(Answer::body)
                .containsOnly(answers.getFirst().body());
        assertThat(answers)
                .filteredOn(answer ->
                        answer.headers().firstValue("Idempotency-Replayed").isEmpty())
                .hasSize(1);
        assertThat(titles(ada)).containsExactly("twin");
        assertThat(create(ada, key, "another").status()).isEqualTo(422);
    }

    @Test
    void of_two_bodies_under_one_key_one_wins_and_the_other_is_refused() {
        var ada = stack.rest().register("Ada");
        var key = UUID.randomUUID().toString();

        var answers = Together.of(TWINS, i -> create(ada, key, i % 2 == 0 ? "even" : "odd"));

        assertThat(answers).extracting(Answer::status).containsOnly(201, 422);
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(TWINS / 2);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 422)
                .extracting(answer -> answer.text("/code"))
                .containsOnly("IDEMPOTENCY_KEY_REUSED");
        assertThat(titles(ada)).hasSize(1);
    }

    @Test
    void a_twin_of_a_request_that_does_not_end_is_told_so_after_a_second() throws SQLException {
        var ada = stack.rest().register("Ada");
        var key = UUID.randomUUID().toString();
        try (var first = claim(ada, key)) {
            long begin = System.nanoTime();
            var answer = ada.rest().post("/api/v1/tasks", Map.of("title", "twin"), "Idempotency-Key", key);
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.text("/code")).isEqualTo("IDEMPOTENCY_IN_FLIGHT");
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofMillis(900), Duration.ofSeconds(4));
            first.rollback();
        }
        assertThat(create(ada, key, "twin").status()).isEqualTo(201);
        assertThat(titles(ada)).containsExactly("twin");
    }

    @Test
    void of_writers_who_know_the_same_version_one_wins() {
        var ada = stack.rest().register("Ada");
        var task = "/api/v1/tasks/"
                + create(ada, UUID.randomUUID().toString(), "0").text("/id");

        var answers = Together.of(
                WRITERS,
                i -> untilDecided(() -> ada.rest().patch(task, Map.of("title", "writer " + i), "If-Match", "\"1\"")));

        assertThat(answers).extracting(Answer::status).containsOnly(200, 412);
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(ada.rest().get(task).header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void so_it_is_over_grpc() {
        var ada = stack.rest().register("Ada");
        var task = create(ada, UUID.randomUUID().toString(), "0").text("/id");
        var tasks =
                TasksServiceGrpc.newBlockingStub(stack.channel("tasks")).withInterceptors(Bearer.of(ada.accessToken()));

        var outcomes = Together.of(WRITERS, i -> {
            try {
                var update = UpdateTaskRequest.newBuilder()
                        .setTaskId(task)
                        .setTask(TaskInput.newBuilder().setTitle("writer " + i))
                        .setEtag("\"1\"")
                        .setRequestId(UUID.randomUUID().toString());
                update.getUpdateMaskBuilder().addPaths("title");
                return tasks.updateTask(update.build()).getTask().getTitle();
            } catch (StatusRuntimeException e) {
                return e.getStatus().getCode().name();
            }
        });

        assertThat(outcomes).filteredOn("ABORTED"::equals).hasSize(WRITERS - 1);
        assertThat(titles(ada))
                .containsExactlyElementsOf(outcomes.stream()
                        .filter(outcome -> !outcome.equals("ABORTED"))
                        .toList());
    }

    private static Answer create(Account account, String key, String title) {
        return untilDecided(() -> account.rest().post("/api/v1/tasks", Map.of("title", title), "Idempotency-Key", key));
    }

    /** On a machine that is busy one of many may wait longer than its second; then it asks again, as a client would. */
    private static Answer untilDecided(Supplier<Answer> request) {
        var answer = request.get();
        while (answer.status() == 409) {
            answer = request.get();
        }
        return answer;
    }

    private static List<String> titles(Account account) {
        return account.rest().get("/api/v1/tasks").body().get("tasks").findValuesAsText("title");
    }

    /** A request of this key that has begun and does not end. */
    private Connection claim(Account account, String key) throws SQLException {
        var local = stack.local();
        var connection =
                DriverManager.getConnection(local.databaseUrl("tasks"), "tasks", local.databasePassword("tasks"));
        connection.setAutoCommit(false);
        try (var statement = connection.prepareStatement(
                "INSERT INTO idempotency (caller, rpc, request_id, request_hash) VALUES (?, 'CreateTask', ?, '')")) {
            statement.setString(1, "user:" + account.id());
            statement.setString(2, key);
            statement.executeUpdate();
        }
        return connection;
    }
}
