package io.todosystem.e2e.faults;

import io.todosystem.e2e.Rest.Account;
import io.todosystem.e2e.Stack;
import io.todosystem.e2e.faults.Writer.Change;
import io.todosystem.localstack.mail.StoredMail;
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
        try (var scene = Scene.of(stack)) {
            for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; crashes++) {
                fault.lasting(Duration.ofMillis(2500));
                fault.crash(crashes % 2 == 0 ? "tasks" : "notification");
                fault.recovered(crashes % 2 == 0 ? "notification" : "tasks");
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

    private List<String> messageIds(Account account) {
        return stack.local().mailbox().list(account.email(), 2_000).stream()
                .map(StoredMail::messageId)
                .toList();
    }
}
