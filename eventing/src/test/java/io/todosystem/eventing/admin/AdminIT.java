package io.todosystem.eventing.admin;

import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.micronaut.context.ApplicationContext;
import io.micronaut.grpc.server.GrpcEmbeddedServer;
import io.todosystem.eventing.outbox.Outbox;
import io.todosystem.eventing.testing.Eventing;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.eventing.testing.Streams;
import io.todosystem.eventing.testing.TopicReader;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.auth.Role;
import io.todosystem.platform.testing.FakeAuth;
import io.todosystem.platform.testing.TestChannels;
import io.todosystem.proto.admin.v1.AdminServiceGrpc;
import io.todosystem.proto.admin.v1.AdminServiceGrpc.AdminServiceBlockingStub;
import io.todosystem.proto.admin.v1.DeadLetter;
import io.todosystem.proto.admin.v1.DiscardDeadLetterRequest;
import io.todosystem.proto.admin.v1.ListDeadLettersRequest;
import io.todosystem.proto.admin.v1.ListParkedRowsRequest;
import io.todosystem.proto.admin.v1.ReleaseParkedRowRequest;
import io.todosystem.proto.admin.v1.ReplayDeadLetterRequest;
import io.todosystem.proto.admin.v1.ResendEventsRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static com.google.protobuf.util.Timestamps.fromMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The operator's RPCs over their real port. */
class AdminIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension("admin-events", "admin-resent", "broken.dlq");

    static final BrokenConsumer CONSUMER = new BrokenConsumer("admin-events");
    static final FakeAuth AUTH = new FakeAuth();
    static ApplicationContext application;
    static ManagedChannel channel;
    static AdminServiceBlockingStub admin;

    @BeforeAll
    static void start() {
        Map<String, Object> settings = Map.of(
                "grpc.server.port",
                0,
                "micronaut.server.port",
                -1,
                "todo.client.secret",
                "secret",
                "todo.page-token-key",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "todo.upstreams.auth",
                AUTH.address(),
                "todo.consumer.retry-delay",
                "10ms");
        application = Eventing.start(POSTGRES, KAFKA, settings, CONSUMER);
        var server = application.getBean(GrpcEmbeddedServer.class);
        server.start();
        channel = TestChannels.to(server.getPort());
        admin = TestChannels.withToken(
                AdminServiceGrpc.newBlockingStub(channel), AUTH.tokenFor(UUID.randomUUID(), Role.ADMIN));
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        application.close();
        AUTH.close();
    }

    @Test
    void dead_letters_are_listed_page_by_page_replayed_and_discarded() {
        CONSUMER.broken = true;
        IntStream.range(0, 3).forEach(_ -> streams("admin-events").append("poisoned"));
        await().until(() -> letters().size() == 3);
        var first = letters().getFirst();
        assertThat(first.getConsumer()).isEqualTo("broken");
        assertThat(first.getType()).isEqualTo("stream.grown");
        assertThat(first.getError()).contains("told to fail");
        assertThat(first.getAttempts()).isEqualTo(5);

        var page = admin.listDeadLetters(
                ListDeadLettersRequest.newBuilder().setPageSize(2).build());
        assertThat(page.getDeadLettersList())
                .containsExactlyElementsOf(letters().subList(0, 2));
        var next = admin.listDeadLetters(ListDeadLettersRequest.newBuilder()
                .setPageSize(2)
                .setPageToken(page.getNextPageToken())
                .build());
        assertThat(next.getDeadLettersList()).containsExactly(letters().get(2));
        assertThat(next.getNextPageToken()).isEmpty();

        var failed = admin.replayDeadLetter(replay(first.getId()));
        assertThat(failed.getReplayedCount()).isZero();
        assertThat(failed.getRemainingCount()).isEqualTo(3);
        assertThat(failed.getFailure()).contains("told to fail");

        assertThat(admin.discardDeadLetter(discard(first.getId()))).isNotNull();
        assertCode(Code.NOT_FOUND, stub -> stub.discardDeadLetter(discard(first.getId())));
        CONSUMER.broken = false;
        var replayed = admin.replayDeadLetter(replay(page.getDeadLetters(1).getId()));
        assertThat(replayed.getReplayedCount()).isEqualTo(2);
        assertThat(replayed.getRemainingCount()).isZero();
        assertThat(replayed.getFailure()).isEmpty();
        assertThat(CONSUMER.handled).containsExactly(2L, 3L);
        assertCode(Code.NOT_FOUND, stub -> stub.replayDeadLetter(replay(first.getId())));
        assertThat(letters()).isEmpty();
    }

    @Test
    void parked_rows_are_listed_and_released() throws Exception {
        KAFKA.createTopic("admin-small", Map.of("max.message.bytes", "2000"));
        streams("admin-small").append("large", noise());
        await().until(() ->
                admin.listParkedRows(ListParkedRowsRequest.getDefaultInstance()).getParkedRowsCount() == 1);
        var row =
                admin.listParkedRows(ListParkedRowsRequest.getDefaultInstance()).getParkedRows(0);
        assertThat(row.getTopic()).isEqualTo("admin-small");
        assertThat(row.getKey()).isEqualTo("large");
        assertThat(row.getLastError()).contains("RecordTooLarge");

        KAFKA.configureTopic("admin-small", "max.message.bytes", "1000000");
        var release =
                ReleaseParkedRowRequest.newBuilder().setParkedRowId(row.getId()).build();
        assertThat(admin.releaseParkedRow(release)).isNotNull();
        try (var reader = new TopicReader(KAFKA, "admin-small")) {
            assertThat(reader.await(1)).hasSize(1);
        }
        assertCode(Code.NOT_FOUND, stub -> stub.releaseParkedRow(release));
    }

    @Test
    void what_was_sent_is_sent_again() {
        var begin = System.currentTimeMillis();
        var streams = streams("admin-resent");
        transactions().inTransactionDo(tx -> {
            for (var event = 0; event < 1_500; event++) {
                streams.append(tx, "key-" + event % 100, "text");
            }
        });
        try (var reader = new TopicReader(KAFKA, "admin-resent")) {
            reader.await(1_500);
            await().until(() -> unsent() == 0);
            long resent = 0;
            var token = "";
            do {
                var done = admin.resendEvents(ResendEventsRequest.newBuilder()
                        .setSince(fromMillis(begin))
                        .setPageToken(token)
                        .build());
                resent += done.getEventCount();
                token = done.getNextPageToken();
            } while (!token.isEmpty());
            assertThat(resent).isGreaterThanOrEqualTo(1_500);
            reader.await(3_000);
        }
    }

    @Test
    void only_administrators_look_and_mend_and_the_operator_may_resend() {
        var user = withToken(AUTH.tokenFor(UUID.randomUUID()));
        var service = withToken(AUTH.tokenForService("tasks"));
        var operator = withToken(AUTH.tokenForService("operator"));
        for (var stub : List.of(user, service, operator)) {
            assertCode(
                    Code.PERMISSION_DENIED, stub, s -> s.listDeadLetters(ListDeadLettersRequest.getDefaultInstance()));
            assertCode(Code.PERMISSION_DENIED, stub, s -> s.replayDeadLetter(replay(1)));
            assertCode(Code.PERMISSION_DENIED, stub, s -> s.discardDeadLetter(discard(1)));
            assertCode(Code.PERMISSION_DENIED, stub, s -> s.listParkedRows(ListParkedRowsRequest.getDefaultInstance()));
        }
        var nothing = ResendEventsRequest.newBuilder()
                .setSince(fromMillis(System.currentTimeMillis() + 3_600_000))
                .build();
        assertCode(Code.PERMISSION_DENIED, user, s -> s.resendEvents(nothing));
        assertCode(Code.PERMISSION_DENIED, service, s -> s.resendEvents(nothing));
        assertThat(operator.resendEvents(nothing).getEventCount()).isZero();
    }

    private static AdminServiceBlockingStub withToken(String token) {
        return TestChannels.withToken(AdminServiceGrpc.newBlockingStub(channel), token);
    }

    private static void assertCode(Code code, Consumer<AdminServiceBlockingStub> call) {
        assertCode(code, admin, call);
    }

    private static void assertCode(Code code, AdminServiceBlockingStub stub, Consumer<AdminServiceBlockingStub> call) {
        assertThatThrownBy(() -> call.accept(stub))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        failure -> assertThat(failure.getStatus().getCode()).isEqualTo(code));
    }

    private static List<DeadLetter> letters() {
        return admin.listDeadLetters(ListDeadLettersRequest.getDefaultInstance())
                .getDeadLettersList();
    }

    private static ReplayDeadLetterRequest replay(long id) {
        return ReplayDeadLetterRequest.newBuilder().setDeadLetterId(id).build();
    }

    private static DiscardDeadLetterRequest discard(long id) {
        return DiscardDeadLetterRequest.newBuilder().setDeadLetterId(id).build();
    }

    private static Streams streams(String topic) {
        return new Streams(transactions(), application.getBean(Outbox.class), topic);
    }

    private static Transactions transactions() {
        return application.getBean(Transactions.class);
    }

    private static long unsent() {
        return transactions().inTransaction(tx -> {
            try (var statement = tx.connection().createStatement();
                    var rows = statement.executeQuery(
                            "SELECT count(*) FROM outbox WHERE NOT published AND parked_at IS NULL")) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    private static String noise() {
        return ThreadLocalRandom.current()
                .ints(5_000, 'a', 'z' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
