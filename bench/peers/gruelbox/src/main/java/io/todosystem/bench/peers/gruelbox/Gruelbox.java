package io.todosystem.bench.peers.gruelbox;

import com.gruelbox.transactionoutbox.DefaultPersistor;
import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.ExecutorSubmitter;
import com.gruelbox.transactionoutbox.Instantiator;
import com.gruelbox.transactionoutbox.Submitter;
import com.gruelbox.transactionoutbox.ThreadLocalContextTransactionManager;
import com.gruelbox.transactionoutbox.TransactionManager;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import com.zaxxer.hikari.HikariDataSource;
import io.todosystem.bench.events.program.Event;
import io.todosystem.bench.events.program.Place;
import io.todosystem.bench.events.program.Verbs;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * transaction-outbox as its documentation advises for much work: a bounded queue of 10,000 before a pool of threads,
 * each with a connection, and a flush after the other while there is work. This version has no order of keys. {@code
 * load COUNT} fills the table while nothing is sent, {@code wake} sends all of it.
 */
public final class Gruelbox {
    private static final int THREADS = 16;
    private static final int QUEUE = 10_000;
    private static final int LOADED_AT_ONCE = 500;
    private static final String DUE = "UPDATE txno_outbox SET nextattempttime = now() - interval '1 day'";

    private final DataSource database;
    private final ThreadLocalContextTransactionManager transactions;
    private final TransactionOutbox outbox;
    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(QUEUE);
    private final String text = "x".repeat(300);
    private volatile boolean loading;

    private Gruelbox(DataSource database, Sender sender) {
        this.database = database;
        this.transactions = TransactionManager.fromDataSource(database);
        var threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                0,
                TimeUnit.SECONDS,
                queue,
                Thread.ofPlatform().daemon().factory(),
                new ThreadPoolExecutor.AbortPolicy());
        Submitter submitter = ExecutorSubmitter.builder().executor(threads).build();
        this.outbox = TransactionOutbox.builder()
                .transactionManager(transactions)
                .persistor(DefaultPersistor.builder().dialect(Dialect.POSTGRESQL_9).build())
                .instantiator(Instantiator.using(_ -> sender))
                .submitter((entry, local) -> {
                    if (!loading) {
                        submitter.submit(entry, local);
                    }
                })
                .attemptFrequency(Duration.ofMinutes(2))
                .flushBatchSize(QUEUE / 2)
                .serializeMdc(false)
                .build();
    }

    public static void main(String[] arguments) throws Exception {
        var verbs = Verbs.reserved();
        var place = Place.of(arguments);
        try (var database = new HikariDataSource();
                var sender = new KafkaSender(place)) {
            database.setJdbcUrl(place.url());
            database.setUsername(place.user());
            database.setPassword(place.password());
            database.setMaximumPoolSize(THREADS + 1);
            var program = new Gruelbox(database, sender);
            verbs.serve(Map.of("load", program::load, "wake", program::wake));
        }
    }

    private String load(List<String> arguments) throws SQLException {
        var count = Integer.parseInt(arguments.getFirst());
        loading = true;
        execute("TRUNCATE txno_outbox");
        for (var first = 0; first < count; first += LOADED_AT_ONCE) {
            var begin = first;
            transactions.inTransaction(() -> {
                for (var number = begin; number < Math.min(count, begin + LOADED_AT_ONCE); number++) {
                    outbox.schedule(Sender.class).send(Event.key(number), number, text);
                }
            });
        }
        execute(DUE);
        loading = false;
        return arguments.getFirst();
    }

    /** What does not fit into the queue would be due again much later, so that a flush waits until it does. */
    private String wake(List<String> arguments) {
        do {
            while (queue.remainingCapacity() < QUEUE / 2) {
                LockSupport.parkNanos(1_000_000);
            }
        } while (outbox.flush());
        return "flushed";
    }

    private void execute(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
