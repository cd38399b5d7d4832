package io.todosystem.notification.event;

import io.todosystem.eventing.consumer.ConsumedEvent;
import io.todosystem.eventing.consumer.EventHandling;
import io.todosystem.eventing.consumer.Incoming.Event;
import io.todosystem.eventing.consumer.Incoming.Origin;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.notification.Service;
import io.todosystem.notification.TestEvents;
import io.todosystem.platform.testing.FakeAuth;
import io.todosystem.proto.events.v1.UserRegistered;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The feeds that one poll writes to, against those of another replica's poll. */
class LockOrderIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension("task-events", "user-events", "notification-events");

    /** Two statements are to be seen waiting, however slow the machine is. */
    private static final Map<String, Object> PATIENT =
            Map.of("todo.database.lock-timeout", "20s", "todo.database.statement-timeout", "25s");

    private final UUID one = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();
    private final UUID between = UUID.randomUUID();

    @Test
    void polls_that_tell_the_same_users_in_opposite_order_wait_for_each_other_only_in_one_direction() throws Exception {
        try (var auth = new FakeAuth();
                var service = Service.start(POSTGRES, KAFKA, auth, PATIENT);
                var polls = Executors.newVirtualThreadPerTaskExecutor();
                var holder = POSTGRES.connect()) {
            var handling = service.bean(EventHandling.class);
            var consumer = service.bean(NotificationConsumer.class);
            handling.handle(consumer, List.of(registered(between)));
            hold(holder, between);

            var poll = polls.submit(() -> handling.handle(consumer, allRegistered(one, between, other)));
            var opposite = polls.submit(() -> handling.handle(consumer, allRegistered(other, between, one)));
            await().until(() -> POSTGRES.waiting() == 2);
            holder.rollback();

            assertThat(poll.get().effects()).isEqualTo(3);
            assertThat(opposite.get().effects()).isEqualTo(3);
        }
    }

    private static List<Event> allRegistered(UUID... users) {
        return Stream.of(users).map(LockOrderIT::registered).toList();
    }

    private static Event registered(UUID user) {
        var event = UserRegistered.newBuilder().setUserId(user.toString()).build();
        var payload = TestEvents.json(event).getBytes(UTF_8);
        var key = user.toString();
        return new Event(
                new Origin("user-events", 0, 0, key, Map.of(), payload),
                new ConsumedEvent(
                        UUID.randomUUID(), "user.registered", "user-events", key, key, 1, Instant.now(), "", payload));
    }

    private static void hold(Connection holder, UUID user) throws SQLException {
        holder.setAutoCommit(false);
        try (var statement = holder.prepareStatement("SELECT FROM feed WHERE user_id = ? FOR UPDATE")) {
            statement.setObject(1, user);
            statement.execute();
        }
    }
}
