package io.todosystem.e2e.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.todosystem.e2e.Rest.Account;
import io.todosystem.e2e.faults.Writer.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What must hold after any fault, counted from what the clients were told. */
record Promises(Inside inside) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Waits until a change of each user is told. */
    void awaitFlow(Load load) {
        await().atMost(PATIENCE).until(() -> load.accounts().stream().allMatch(account -> entries(account) > 1));
    }

    /** Waits until every change is told and nothing is under way; answers how long that took. */
    Duration awaitTold(Load load) {
        long begin = System.nanoTime();
        var acknowledged = load.acknowledged();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> acknowledged.entrySet().stream()
                .allMatch(user -> entries(user.getKey()) >= user.getValue().size() + 1));
        var told = Duration.ofNanos(System.nanoTime() - begin);
        awaitSent();
        await().atMost(PATIENCE).until(() -> inside.notificationLag() == 0);
        return told;
    }

    /** Waits until Kafka has everything. */
    void awaitSent() {
        await().atMost(PATIENCE).until(() -> unsent("auth") + unsent("tasks") == 0);
    }

    /** Everything acknowledged is stored, once; numbers have no gap; the feed tells each change once, in order. */
    void hold(Load load) {
        load.acknowledged().forEach(this::hold);
        assertThat(inside.number("notification", "SELECT count(*) FROM dead_letters WHERE replayed_at IS NULL"))
                .isZero();
        assertThat(inside.number("tasks", "SELECT count(*) FROM outbox WHERE parked_at IS NOT NULL"))
                .isZero();
    }

    private void hold(Account account, List<Change> acknowledged) {
        var user = UUID.fromString(account.id());
        assertThat(inside.column("tasks", """
                        SELECT request_id || ' ' || task_id || ' ' || action FROM task_history WHERE actor_id = ?""", user))
                .as("each command once, and nothing else")
                .containsExactlyInAnyOrderElementsOf(acknowledged.stream()
                        .map(change -> change.key() + " " + change.taskId() + " " + change.action())
                        .toList());
        gapless(user, acknowledged.size());
        shown(account, acknowledged);
        told(account, user);
    }

    private void gapless(UUID user, int changes) {
        assertThat(inside.column("tasks", """
                        SELECT sequence FROM task_history WHERE actor_id = ?
                        UNION ALL SELECT sequence FROM outbox WHERE event_type = 'list.created'
                            AND payload::text LIKE '%' || ? || '%'
                        ORDER BY 1""", user, user.toString()))
                .as("numbers of the list: the first is the list's own")
                .containsExactlyElementsOf(numbers(changes + 1));
        assertThat(inside.number("tasks", "SELECT sequence FROM lists WHERE owner_id = ?", user))
                .isEqualTo(changes + 1);
        assertThat(inside.column("tasks", """
                        SELECT t.id FROM tasks t JOIN lists l ON l.id = t.list_id WHERE l.owner_id = ? AND t.version <>
                            ALL (SELECT count(*) FROM task_history h WHERE h.task_id = t.id
                                 HAVING min(h.version) = 1 AND max(h.version) = count(*))""", user))
                .as("tasks whose version is not the number of their changes")
                .isEmpty();
        assertThat(inside.column(
                        "notification", "SELECT sequence FROM notification WHERE user_id = ? ORDER BY sequence", user))
                .as("numbers of the feed")
                .containsExactlyElementsOf(numbers(changes + 1));
    }

    private void shown(Account account, List<Change> acknowledged) {
        assertThat(all(account, "tasks").stream().map(task -> task.get("id").asText()))
                .as("tasks that the user sees")
                .containsExactlyInAnyOrderElementsOf(acknowledged.stream()
                        .filter(change -> change.action().equals("created"))
                        .map(Change::taskId)
                        .toList());
    }

    private void told(Account account, UUID user) {
        var feed = all(account, "notifications").reversed().stream()
                .map(entry -> entry.get("kind").asText() + " "
                        + entry.get("subject_id").asText())
                .toList();
        assertThat(feed)
                .as("the feed tells of the account once")
                .containsOnlyOnce("user.registered " + user)
                .filteredOn(entry -> !entry.startsWith("user."))
                .as("the feed tells the changes of the list in their order, each once")
                .containsExactlyElementsOf(inside.column(
                        "tasks",
                        "SELECT 'task.' || action || ' ' || task_id FROM task_history WHERE actor_id = ? ORDER BY sequence",
                        user));
    }

    private static List<JsonNode> all(Account account, String what) {
        List<JsonNode> all = new ArrayList<>();
        var token = "";
        do {
            var page = account.rest().get("/api/v1/" + what + "?page_size=200&page_token=" + token);
            assertThat(page.status()).isEqualTo(200);
            page.body().get(what).forEach(all::add);
            token = page.text("/next_page_token");
        } while (!token.isEmpty());
        return all;
    }

    private static List<String> numbers(int last) {
        List<String> numbers = new ArrayList<>();
        for (int number = 1; number <= last; number++) {
            numbers.add(Integer.toString(number));
        }
        return numbers;
    }

    private long entries(Account account) {
        return inside.number(
                "notification", "SELECT count(*) FROM notification WHERE user_id = ?", UUID.fromString(account.id()));
    }

    private long unsent(String service) {
        return inside.number(service, "SELECT count(*) FROM outbox WHERE NOT published");
    }
}
