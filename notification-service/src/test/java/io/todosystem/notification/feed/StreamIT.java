package io.todosystem.notification.feed;

import io.grpc.Status;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.eventing.testing.TcpProxy;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.notification.Service;
import io.todosystem.platform.lifecycle.Drain;
import io.todosystem.platform.testing.FakeAuth;
import io.todosystem.platform.testing.LoggedLines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class StreamIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension("task-events", "user-events", "notification-events");

    static final FakeAuth AUTH = new FakeAuth();
    static Service one;
    static Service other;

    @RegisterExtension
    final LoggedLines log = LoggedLines.of(FeedWatch.class);

    private final UUID user = UUID.randomUUID();
    private final String token = AUTH.tokenFor(user);

    @BeforeAll
    static void start() {
        one = Service.start(POSTGRES, KAFKA, AUTH, Map.of("todo.streams.heartbeat", "1s"));
        other = Service.start(POSTGRES, KAFKA, AUTH, Map.of());
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        AUTH.close();
    }

    @Test
    void zero_is_from_now() throws Exception {
        add(one, 2, 100);
        try (var follower = Follower.of(one, token, 0)) {
            add(one, 1, 100);

            await().untilAsserted(() -> assertThat(follower.sequences()).containsExactly(3L));
        }
    }

    @Test
    void a_replica_shows_what_another_wrote() throws Exception {
        try (var follower = Follower.of(one, token, 0)) {
            add(other, 3, 100);

            await().atMost(Duration.ofSeconds(3))
                    .untilAsserted(() -> assertThat(follower.sequences()).containsExactly(1L, 2L, 3L));
        }
    }

    @Test
    void a_resumed_stream_has_neither_gap_nor_double_whoever_writes() throws Exception {
        add(one, 1, 100);
        var writers = List.of(writer(one), writer(other));
        var seen = new ArrayList<>(List.of(1L));
        for (var replica = one; seen.size() < 401; replica = replica == one ? other : one) {
            try (var follower = Follower.of(replica, token, seen.getLast())) {
                int enough = Math.min(401 - seen.size(), 60);
                await().until(() -> follower.sequences().size() >= enough);
                seen.addAll(follower.sequences().subList(0, enough));
            }
        }
        for (var writer : writers) {
            writer.join();
        }
        assertThat(seen)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 401).boxed().toList());
    }

    @Test
    void silence_is_broken_by_heartbeats() throws Exception {
        try (var follower = Follower.of(one, token, 0)) {
            await().untilAsserted(() -> assertThat(follower.heartbeats()).isGreaterThanOrEqualTo(3));
            assertThat(follower.sequences()).isEmpty();
        }
    }

    @Test
    void a_reader_that_halts_gets_all_of_it_later() throws Exception {
        add(one, 300, 4000);
        try (var follower = Follower.halted(one, token, 1)) {
            add(one, 50, 4000);
            follower.readOn();

            await().untilAsserted(() -> assertThat(follower.sequences())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(2, 350).boxed().toList()));
        }
    }

    @Test
    void a_revoked_session_ends_its_stream_within_two_seconds() throws Exception {
        try (var follower = Follower.of(one, token, 0)) {
            long revoked = System.nanoTime();
            AUTH.revoke(token);

            assertThat(follower.endCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
            assertThat(System.nanoTime() - revoked).isLessThan(TimeUnit.SECONDS.toNanos(2));
        }
        await().untilAsserted(
                        () -> assertThat(one.bean(LiveStreams.class).users()).doesNotContain(user));
    }

    @Test
    void one_user_cannot_take_all_streams() throws Exception {
        var followers = new ArrayList<Follower>();
        try {
            for (int i = 0; i < 20; i++) {
                followers.add(Follower.of(one, token, 0));
            }
            try (var oneTooMany = Follower.of(one, token, 0)) {
                assertThat(oneTooMany.endCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
                assertThat(oneTooMany.endReason()).isEqualTo("TOO_MANY_STREAMS");
            }
        } finally {
            followers.forEach(Follower::close);
        }
        await().untilAsserted(
                        () -> assertThat(one.bean(LiveStreams.class).users()).doesNotContain(user));
        try (var again = Follower.of(one, token, 0)) {
            assertThat(again.heartbeats()).isEqualTo(1);
        }
    }

    @Test
    void a_server_that_drains_says_so_and_need_not_wait_for_its_streams() throws Exception {
        var third = Service.start(POSTGRES, KAFKA, AUTH, Map.of());
        try (var follower = Follower.of(third, token, 0)) {
            long begun = System.nanoTime();
            third.bean(Drain.class).drain();

            assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(5));
            assertThat(follower.endCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(follower.endReason()).isEqualTo("SHUTTING_DOWN");
        } finally {
            third.close();
        }
    }

    @Test
    void a_database_that_is_away_is_one_line_of_the_log() throws Exception {
        try (var proxy = TcpProxy.to(POSTGRES.port());
                var third = Service.start(POSTGRES, KAFKA, AUTH, Map.of("TODO_DATABASE_URL", POSTGRES.url(proxy)));
                var _ = Follower.of(one, token, 0)) {
            proxy.refuse();
            var watch = new FeedWatch(one.bean(LiveStreams.class), third.bean(FeedReader.class));
            watch.look();
            watch.look();
            assertThat(log.all()).singleElement().satisfies(line -> assertThat(line.getThrowableProxy())
                    .isNull());
        }
    }

    private Thread writer(Service service) {
        return Thread.ofVirtual().start(() -> add(service, 200, 100));
    }

    private void add(Service service, int entries, int bodySize) {
        for (int i = 0; i < entries; i++) {
            var notice = new Notice(user, "task.created", "t", "b".repeat(bodySize), UUID.randomUUID());
            service.bean(Transactions.class)
                    .inTransaction(tx -> service.bean(Feeds.class).add(tx, notice));
        }
    }
}
