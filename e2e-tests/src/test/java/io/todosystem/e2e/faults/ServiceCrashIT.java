package io.todosystem.e2e.faults;

import io.todosystem.e2e.Rest.Account;
import io.todosystem.e2e.Stack;
import io.todosystem.e2e.faults.Writer.Change;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@FaultSuite
class ServiceCrashIT {
    /** A mail whose worker dies between the mail server's yes and the note of it is sent again. */
    private static final int DOUBLES_OF_A_CRASH = 2;

    private static final Duration UNTOUCHED = Duration.ofMillis(70);
    private static final Duration ANSWERS_ARRIVE = Duration.ofMillis(200);

    private final Stack stack;
    private final Fault fault;

    ServiceCrashIT(Stack stack) {
        this.stack = stack;
        this.fault = new Fault(stack.local());
    }

    @Test
    void services_that_die_every_few_seconds_lose_nothing_and_do_nothing_twice() {
        var time = Duration.ofSeconds(20);
        int crashes = 0;
        long stored = stored();
        try (var scene = Scene.of(stack)) {
            for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; crashes++) {
                fault.lasting(Duration.ofMillis(2500));
                if (crashes % 2 == 0) {
                    crashBeforeAnswer(scene.load(), stored);
                    fault.recovered("notification");
                } else {
                    fault.crash("notification");
                    fault.recovered("tasks");
                }
            }
            fault.recovered("tasks");
            fault.recovered("notification");
            var told = scene.settle();
            int doubles = 0;
            for (var user : scene.load().acknowledged().entrySet()) {
                doubles += doubledMails(user.getKey(), user.getValue());
            }
            assertThat(doubles).isLessThanOrEqualTo(DOUBLES_OF_A_CRASH * crashes);
            scene.say(
                    "tasks and notification killed %d times in turn: all told %d ms after the last change, %d mails doubled",
                    crashes, told.toMillis(), doubles);
        }
    }

    /** Kills tasks with something done that nobody is told of, so that a client comes again with its key. */
    private void crashBeforeAnswer(Load load, long storedBefore) {
        await().atMost(Duration.ofSeconds(60)).pollInterval(UNTOUCHED).until(() -> {
            var frozen = fault.freeze("tasks");
            fault.lasting(ANSWERS_ARRIVE);
            boolean caught = stored() - storedBefore > load.answered();
            if (caught) {
                fault.crash("tasks");
            } else {
                frozen.close();
            }
            return caught;
        });
    }

    private long stored() {
        return new Database(stack.local(), "tasks").number("SELECT count(*) FROM task_history");
    }

    /** Every mail is there; answers how many are there again. */
    private int doubledMails(Account account, List<Change> changes) {
        long owed = 1
                + changes.stream()
                        .filter(change -> change.action().equals("completed"))
                        .count();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(new HashSet<>(messageIds(account)))
                .as("mails to %s", account.email())
                .hasSize(Math.toIntExact(owed)));
        return messageIds(account).size() - Math.toIntExact(owed);
    }

    /** Without the number of the try, which those with a link have. */
    private List<String> messageIds(Account account) {
        return stack.local().mailbox().list(account.email(), 2_000).stream()
                .map(mail -> mail.messageId().replaceFirst("\\.\\d+@", "@"))
                .toList();
    }
}
