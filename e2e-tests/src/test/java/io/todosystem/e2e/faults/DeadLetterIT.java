package io.todosystem.e2e.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.todosystem.e2e.Administrators;
import io.todosystem.e2e.Rest;
import io.todosystem.e2e.Rest.Account;
import io.todosystem.e2e.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One bad event, from the first failure to the operator's repair. */
@FaultSuite
class DeadLetterIT {
    private static final Duration FIVE_TRIES = Duration.ofSeconds(40);
    private static final String LETTERS = "/api/v1/admin/dead-letters";

    private final Stack stack;

    DeadLetterIT(Stack stack) {
        this.stack = stack;
    }

    /** What breaks is a wrong migration: a constraint that one kind of event does not pass. */
    @Test
    void an_event_that_cannot_be_handled_is_listed_repaired_replayed_and_told_once() {
        stack.recover();
        var notification = new Database(stack.local(), "notification");
        var operator = Administrators.create(stack);
        var ada = stack.rest().register("Ada");
        var task = create(ada);
        notification.execute(
                "ALTER TABLE notification ADD CONSTRAINT wrong CHECK (kind <> 'task.cancelled') NOT VALID");
        try {
            change(ada, task, "cancel");
            change(ada, task, "reopen");
            await().atMost(FIVE_TRIES).until(() -> letters(operator).size() == 2);

            var first = letters(operator).getFirst();
            assertThat(first.get("type").asText()).isEqualTo("task.cancelled");
            assertThat(first.get("attempts").asInt()).isEqualTo(5);
            assertThat(first.get("error").asText()).contains("wrong");
            assertThat(letters(operator).getLast().get("attempts").asInt()).isZero();
            assertThat(feed(ada)).doesNotContain("task.cancelled", "task.reopened");

            var grace = stack.rest().register("Grace");
            change(grace, create(grace), "complete");
            await().untilAsserted(() -> assertThat(feed(grace)).contains("task.completed"));
            assertThat(ada.rest().get(LETTERS).status()).isEqualTo(403);

            var failed = replay(operator, first);
            assertThat(failed.text("/replayed_count")).isEqualTo("0");
            assertThat(failed.text("/remaining_count")).isEqualTo("2");
            assertThat(failed.text("/failure")).contains("wrong");
            notification.execute("ALTER TABLE notification DROP CONSTRAINT wrong");
            assertThat(replay(operator, first).text("/replayed_count")).isEqualTo("2");
            assertThat(replay(operator, first).status()).isEqualTo(404);
        } finally {
            notification.execute("ALTER TABLE notification DROP CONSTRAINT IF EXISTS wrong");
        }
        change(ada, task, "complete");
        await().untilAsserted(() -> assertThat(feed(ada))
                .filteredOn(kind -> kind.startsWith("task."))
                .containsExactly("task.created", "task.cancelled", "task.reopened", "task.completed"));
        assertThat(letters(operator)).isEmpty();
    }

    private static String create(Account account) {
        var created = account.rest().post("/api/v1/tasks", Map.of("title", "Poison"));
        assertThat(created.status()).isEqualTo(201);
        return created.text("/id");
    }

    private static void change(Account account, String task, String verb) {
        assertThat(account.rest()
                        .post("/api/v1/tasks/" + task + ":" + verb, Map.of())
                        .status())
                .isEqualTo(200);
    }

    private static Rest.Answer replay(Rest operator, JsonNode letter) {
        return operator.post(LETTERS + "/" + letter.get("id").asText() + ":replay", Map.of());
    }

    private static List<JsonNode> letters(Rest operator) {
        var page = operator.get(LETTERS + "?service=notification");
        assertThat(page.status()).isEqualTo(200);
        List<JsonNode> letters = new ArrayList<>();
        page.body().get("dead_letters").forEach(letters::add);
        return letters;
    }

    /** Kinds of the notifications, oldest first. */
    private static List<String> feed(Account account) {
        List<String> kinds = new ArrayList<>();
        account.rest()
                .get("/api/v1/notifications?page_size=200")
                .body()
                .get("notifications")
                .forEach(entry -> kinds.add(entry.get("kind").asText()));
        return kinds.reversed();
    }
}
