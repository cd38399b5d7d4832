package io.todosystem.e2e.faults;

import io.todosystem.e2e.Stack;
import io.todosystem.e2e.faults.Fault.Frozen;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@FaultSuite
class RelayFaultIT {
    private static final String LEADER = """
            SELECT a.client_port FROM pg_locks l JOIN pg_stat_activity a USING (pid)
            WHERE l.locktype = 'advisory' AND l.granted AND a.application_name = 'outbox-relay'
                AND a.datname = 'tasks'""";
    private static final String TOPIC = "task-events";
    private static final String ROWS = "SELECT count(*) FROM outbox WHERE topic = '" + TOPIC + "'";

    private final Stack stack;
    private final Fault fault;

    RelayFaultIT(Stack stack) {
        this.stack = stack;
        this.fault = new Fault(stack.local());
    }

    @Test
    void a_relay_that_thaws_after_another_took_over_neither_swaps_nor_repeats() {
        stack.recover();
        var database = new Database(stack.local(), "tasks");
        long repeatedBefore = repeated(database);
        try (var replica = Replica.start(stack.local(), "tasks", Map.of());
                var scene = Scene.of(
                        stack, Load.start(stack, account -> Door.grpc(replica.channel(), account.accessToken())))) {
            scene.awaitFlow();
            var before = database.column(LEADER);
            assertThat(before).hasSize(1);
            long begin = System.nanoTime();
            Duration deposed;
            try (var _ = freezeWhileSending("tasks")) {
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> database.column(LEADER), after -> after.size() == 1 && !after.equals(before));
                deposed = Duration.ofNanos(System.nanoTime() - begin);
                fault.lasting(Duration.ofSeconds(2));
            }
            fault.lasting(Duration.ofSeconds(2));
            var told = scene.settle();
            assertThat(repeated(database) - repeatedBefore)
                    .as("records that both relays sent")
                    .isPositive();
            assertThat(scene.load().refusals().keySet()).isSubsetOf("ABORTED", "DEADLINE_EXCEEDED", "UNAVAILABLE");
            scene.say(
                    "the leading relay frozen: another one leads after %d ms, all told %d ms after the last change",
                    deposed.toMillis(), told.toMillis());
        }
    }

    /** How many more records there are than events, but for what an earlier test did to Kafka. */
    private long repeated(Database database) {
        return Lag.records(stack.local().kafkaBootstrap(), TOPIC) - database.number(ROWS);
    }

    /**
     * Frozen with records under way that Kafka takes, so that whoever takes over has to send them again. What the other
     * process writes, the relay finds once a second.
     */
    private Frozen freezeWhileSending(String service) {
        try (var _ = fault.freeze("kafka")) {
            fault.lasting(Duration.ofSeconds(3));
            return fault.freeze(service);
        }
    }
}
