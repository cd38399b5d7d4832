package io.todosystem.e2e.faults;

import io.todosystem.e2e.Rest.Account;
import io.todosystem.e2e.Rest.Answer;
import io.todosystem.e2e.Stack;
import io.todosystem.e2e.Together;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@FaultSuite
class TwinsCrashIT {
    private static final int TWINS = 50;
    private static final int ROUNDS = 4;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Stack stack;
    private final Fault fault;

    TwinsCrashIT(Stack stack) {
        this.stack = stack;
        this.fault = new Fault(stack.local());
    }

    @Test
    void twins_whose_service_dies_among_them_make_one_task_and_get_one_answer() {
        stack.recover();
        var ada = stack.rest().register("Ada");
        Set<String> tasks = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            int moment = 20 * round;
            var crash = CompletableFuture.runAsync(
                    () -> {
                        fault.lasting(Duration.ofMillis(moment));
                        fault.crash("tasks");
                    },
                    Thread::startVirtualThread);
            var key = UUID.randomUUID().toString();
            var answers = Together.of(TWINS, _ -> untilAnswered(ada, key));
            crash.join();
            fault.recovered("tasks");
            assertThat(answers)
                    .extracting(Answer::body)
                    .containsOnly(answers.getFirst().body());
            assertThat(untilAnswered(ada, key).body())
                    .as("asked again after the restart")
                    .isEqualTo(answers.getFirst().body());
            tasks.add(answers.getFirst().text("/id"));
        }
        stack.recover();
        assertThat(ada.rest().get("/api/v1/tasks").body().get("tasks").findValuesAsText("id"))
                .containsExactlyInAnyOrderElementsOf(tasks)
                .hasSize(ROUNDS);
    }

    private static Answer untilAnswered(Account account, String key) {
        while (true) {
            var answer = account.rest().post("/api/v1/tasks", Map.of("title", "twin"), "Idempotency-Key", key);
            if (answer.status() == 201) {
                return answer;
            }
            assertThat(answer.status()).as(answer.toString()).isIn(409, 503, 504);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
