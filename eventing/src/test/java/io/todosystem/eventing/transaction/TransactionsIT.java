package io.todosystem.eventing.transaction;

import io.grpc.Context;
import io.grpc.Status.Code;
import io.micronaut.context.ApplicationContext;
import io.todosystem.eventing.testing.Eventing;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.platform.failure.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class TransactionsIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension();

    static ApplicationContext application;
    static Transactions transactions;

    @BeforeAll
    static void start() {
        application = Eventing.start(
                POSTGRES, KAFKA, Map.of("todo.outbox.relay", false, "datasources.default.maximum-pool-size", 2));
        transactions = application.getBean(Transactions.class);
        transactions.inTransactionDo(tx -> execute(tx, "CREATE TABLE notes (note TEXT)"));
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @BeforeEach
    void empty() {
        transactions.inTransactionDo(tx -> execute(tx, "TRUNCATE notes"));
    }

    @Test
    void work_that_returns_is_kept_and_then_followed_up() {
        List<String> seen = new ArrayList<>();
        transactions.inTransactionDo(tx -> {
            tx.afterCommit(() -> seen.add("after " + count()));
            execute(tx, "INSERT INTO notes VALUES ('kept')");
            seen.add("inside");
        });
        assertThat(seen).containsExactly("inside", "after 1");
    }

    @Test
    void work_that_throws_leaves_nothing() {
        List<String> seen = new ArrayList<>();
        assertThatThrownBy(() -> transactions.inTransactionDo(tx -> {
                    tx.afterCommit(() -> seen.add("followed up"));
                    execute(tx, "INSERT INTO notes VALUES ('lost')");
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(count()).isZero();
        assertThat(seen).isEmpty();
    }

    @Test
    void rollback_only_returns_the_result_and_keeps_nothing() {
        List<String> seen = new ArrayList<>();
        var answer = transactions.inTransaction(tx -> {
            tx.afterCommit(() -> seen.add("followed up"));
            execute(tx, "INSERT INTO notes VALUES ('refused')");
            tx.rollbackOnly();
            return "refused";
        });
        assertThat(answer).isEqualTo("refused");
        assertThat(count()).isZero();
        assertThat(seen).isEmpty();
    }

    @Test
    void transactions_do_not_nest() {
        assertThatThrownBy(() -> transactions.inTransactionDo(_ -> count())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void reads_of_one_work_see_one_snapshot() {
        transactions.readOnly(tx -> {
            assertThat(count(tx)).isZero();
            insertElsewhere();
            assertThat(count(tx)).isZero();
            return true;
        });
        assertThat(count()).isOne();
    }

    @Test
    void a_read_cannot_write() {
        assertThatThrownBy(() -> transactions.readOnly(tx -> {
                    execute(tx, "INSERT INTO notes VALUES ('x')");
                    return true;
                }))
                .hasMessageContaining("read-only");
    }

    @Test
    void a_query_reads_without_a_transaction() {
        execute("INSERT INTO notes VALUES ('kept')");
        assertThat(transactions.<Boolean>query(connection -> connection.getAutoCommit() && count(connection) == 1))
                .isTrue();
    }

    @Test
    void a_query_ends_with_its_caller() {
        long start = System.nanoTime();
        assertThatThrownBy(() -> withDeadline(
                        300,
                        () -> transactions.query(connection -> {
                            try (var statement = connection.createStatement()) {
                                return statement.execute("SELECT pg_sleep(20)");
                            }
                        })))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(Code.DEADLINE_EXCEEDED));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void a_query_over_a_cut_connection_is_unavailable() {
        assertThatThrownBy(() -> transactions.query(connection -> {
                    POSTGRES.cutConnections();
                    return count(connection);
                }))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE));
        awaitWholePool();
    }

    @Test
    void every_connection_bounds_its_statements() {
        assertThat(setting("statement_timeout")).isEqualTo("5s");
        assertThat(setting("lock_timeout")).isEqualTo("1s");
        assertThat(setting("idle_in_transaction_session_timeout")).isEqualTo("10s");
    }

    @Test
    void a_statement_ends_with_its_caller() throws Exception {
        assertThatThrownBy(() -> withDeadline(300, () -> execute("SELECT pg_sleep(20)")))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(Code.DEADLINE_EXCEEDED));
        assertThat(setting("statement_timeout")).isEqualTo("5s");
    }

    @Test
    void a_caller_that_gives_up_ends_its_statement_and_frees_the_connection() throws Exception {
        try (var holder = POSTGRES.connect();
                var lock = holder.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            lock.execute("BEGIN; LOCK TABLE notes IN ACCESS EXCLUSIVE MODE");
            var caller = Context.current().withCancellation();
            var waiting = threads.submit(caller.wrap(
                    () -> execute("SET LOCAL lock_timeout = '20s'; INSERT INTO notes VALUES ('nobody waits for it')")));
            await().until(() -> waiters(holder) == 1);

            caller.cancel(new CancellationException("gone"));

            await().atMost(Duration.ofSeconds(2)).until(() -> waiters(holder) == 0);
            assertThatThrownBy(waiting::get).cause().isInstanceOfSatisfying(Failure.class, failure -> assertThat(
                            failure.code())
                    .isEqualTo(Code.CANCELLED));
            lock.execute("ROLLBACK");
        }
        transactions.inTransactionDo(_ -> holdAnother(() -> {}));
        assertThat(count()).isZero();
    }

    @Test
    void a_caller_that_gives_up_too_late_ends_nothing() {
        for (int i = 0; i < 50; i++) {
            var caller = Context.current().withCancellation();
            caller.run(() -> execute("INSERT INTO notes VALUES ('done')"));
            caller.cancel(new CancellationException("gone"));
            execute("SELECT pg_sleep(0.005)");
        }
        assertThat(count()).isEqualTo(50);
    }

    @Test
    void a_caller_that_is_gone_gets_no_transaction() {
        assertThatThrownBy(() -> withDeadline(-1, () -> execute("INSERT INTO notes VALUES ('late')")))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(Code.DEADLINE_EXCEEDED));
        assertThat(count()).isZero();
    }

    @Test
    void a_cut_connection_is_unavailable_and_the_pool_replaces_it() throws Exception {
        assertThatThrownBy(() -> transactions.inTransactionDo(tx -> {
                    execute(tx, "INSERT INTO notes VALUES ('lost')");
                    POSTGRES.cutConnections();
                    count(tx);
                }))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE));
        awaitWholePool();
        assertThat(count()).isZero();
    }

    @Test
    void an_exhausted_pool_is_unavailable_before_the_deadline() {
        assertThatThrownBy(() ->
                        transactions.inTransactionDo(_ -> holdAnother(() -> holdAnother(() -> execute("SELECT 1")))))
                .hasRootCauseInstanceOf(Failure.class)
                .rootCause()
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.reason()).isEqualTo("DATABASE_UNAVAILABLE"));
    }

    @Test
    void a_wrong_statement_is_a_bug_and_stays_one() {
        assertThatThrownBy(() -> execute("SELECT nonsense")).isInstanceOf(UncheckedSqlException.class);
    }

    /** Every connection was cut, and each is found out when it is used. */
    private static void awaitWholePool() {
        await().ignoreExceptions()
                .untilAsserted(() -> transactions.inTransactionDo(tx -> {
                    count(tx);
                    holdAnother(() -> {});
                }));
    }

    /** On another thread, since a transaction belongs to its own. */
    private static void holdAnother(Runnable inside) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> transactions.inTransactionDo(tx -> {
                        count(tx);
                        inside.run();
                    }))
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void withDeadline(long millis, Runnable work) {
        try (var timer = Executors.newSingleThreadScheduledExecutor()) {
            var context = Context.current().withDeadlineAfter(millis, TimeUnit.MILLISECONDS, timer);
            context.run(work);
            context.cancel(null);
        }
    }

    private static void insertElsewhere() throws SQLException {
        try (var connection = POSTGRES.connect();
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO notes VALUES ('other')");
        }
    }

    private static int waiters(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%nobody waits%'
                            AND datname = current_database()""")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static String setting(String name) {
        return transactions.inTransaction(tx -> {
            try (var statement = tx.connection().createStatement();
                    var rows = statement.executeQuery("SHOW " + name)) {
                rows.next();
                return rows.getString(1);
            }
        });
    }

    private static int count() {
        return transactions.inTransaction(TransactionsIT::count);
    }

    private static int count(Tx tx) throws SQLException {
        return count(tx.connection());
    }

    private static int count(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM notes")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void execute(String sql) {
        transactions.inTransactionDo(tx -> execute(tx, sql));
    }

    private static void execute(Tx tx, String sql) throws SQLException {
        try (var statement = tx.connection().createStatement()) {
            statement.execute(sql);
        }
    }
}
