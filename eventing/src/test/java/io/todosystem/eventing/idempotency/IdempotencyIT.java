package io.todosystem.eventing.idempotency;

import com.google.protobuf.StringValue;
import io.micronaut.context.ApplicationContext;
import io.todosystem.eventing.testing.Eventing;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.eventing.transaction.Tx;
import io.todosystem.platform.failure.Failure;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IdempotencyIT {
    private static final String RPC = "test.v1.Service/Change";

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension();

    static ApplicationContext application;
    static Transactions transactions;
    static Idempotency idempotency;

    @BeforeAll
    static void start() {
        application = Eventing.start(POSTGRES, KAFKA, Map.of("todo.outbox.relay", false));
        transactions = application.getBean(Transactions.class);
        idempotency = application.getBean(Idempotency.class);
        transactions.inTransactionDo(tx -> execute(tx, "CREATE TABLE changes (id BIGSERIAL, name TEXT)"));
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void parallel_twins_have_one_effect_and_one_answer() throws Exception {
        List<Future<Answer<StringValue>>> twins = new ArrayList<>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var twin = 0; twin < 8; twin++) {
                twins.add(callers.submit(() -> change("twins", "same")));
            }
        }
        var first = change("twins", "same");
        assertThat(first.replayed()).isTrue();
        for (var twin : twins) {
            assertThat(twin.get().message()).isEqualTo(first.message());
        }
        assertThat(twins.stream().filter(twin -> !twin.resultNow().replayed())).hasSize(1);
        assertThat(changes("same")).isOne();
    }

    @Test
    void a_twin_takes_over_from_one_that_failed() {
        assertThatThrownBy(() -> transactions.inTransactionDo(tx -> {
                    idempotency.once(tx, RPC, "failed", request("failing"), answer(), () -> insert(tx, "failing"));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(change("failed", "failing").replayed()).isFalse();
        assertThat(changes("failing")).isOne();
    }

    @Test
    void a_twin_that_takes_too_long_is_not_waited_for() throws Exception {
        var claimed = new CountDownLatch(1);
        var refused = new CountDownLatch(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = callers.submit(() -> transactions.inTransaction(
                    tx -> idempotency.once(tx, RPC, "slow", request("slow"), answer(), () -> {
                        claimed.countDown();
                        awaitQuietly(refused);
                        return insert(tx, "slow");
                    })));
            claimed.await();
            assertThatThrownBy(() -> change("slow", "slow"))
                    .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.reason())
                            .isEqualTo("IDEMPOTENCY_IN_FLIGHT"));
            refused.countDown();
            assertThat(slow.get().replayed()).isFalse();
        }
    }

    @Test
    void the_same_id_with_another_request_is_refused() {
        change("reused", "one");
        assertThatThrownBy(() -> change("reused", "another"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.reason()).isEqualTo("IDEMPOTENCY_KEY_REUSED"));
        assertThat(changes("another")).isZero();
    }

    @Test
    void without_an_id_there_is_no_protection() {
        change("", "unprotected");
        change("", "unprotected");
        assertThat(changes("unprotected")).isEqualTo(2);
    }

    private static Answer<StringValue> change(String requestId, String name) {
        return transactions.inTransaction(
                tx -> idempotency.once(tx, RPC, requestId, request(name), answer(), () -> insert(tx, name)));
    }

    private static StringValue insert(Tx tx, String name) throws SQLException {
        try (var statement = tx.connection().prepareStatement("INSERT INTO changes (name) VALUES (?) RETURNING id")) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return StringValue.of(name + rows.getLong(1));
            }
        }
    }

    private static int changes(String name) {
        return transactions.inTransaction(tx -> {
            try (var statement = tx.connection().prepareStatement("SELECT count(*) FROM changes WHERE name = ?")) {
                statement.setString(1, name);
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    return rows.getInt(1);
                }
            }
        });
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static StringValue request(String name) {
        return StringValue.of(name);
    }

    private static StringValue answer() {
        return StringValue.getDefaultInstance();
    }

    private static void execute(Tx tx, String sql) throws SQLException {
        try (var statement = tx.connection().createStatement()) {
            statement.execute(sql);
        }
    }
}
