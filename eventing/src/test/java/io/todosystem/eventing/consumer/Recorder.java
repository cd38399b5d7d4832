package io.todosystem.eventing.consumer;

import io.opentelemetry.api.trace.Span;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.eventing.transaction.Tx;
import io.todosystem.platform.failure.Failure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

/** A consumer whose effect is one row an event, and that fails when it is told to. */
final class Recorder implements EventConsumer {
    static final String GROUP = "recorder";

    private final String group;
    private final Set<String> topics;
    private final Map<String, Integer> tries = new ConcurrentHashMap<>();
    private final Map<String, String> traces = new ConcurrentHashMap<>();
    private volatile Predicate<ConsumedEvent> failing = _ -> false;
    private volatile Pause pause = () -> {};
    private volatile boolean outage;

    Recorder(String... topics) {
        this(GROUP, Set.of(topics));
    }

    private Recorder(String group, Set<String> topics) {
        this.group = group;
        this.topics = topics;
    }

    static Recorder ofGroup(String group, String... topics) {
        return new Recorder(group, Set.of(topics));
    }

    static void createTable(Transactions transactions) {
        transactions.inTransactionDo(tx -> {
            try (var statement = tx.connection().createStatement()) {
                statement.execute("""
                        CREATE TABLE effects (
                            position BIGSERIAL, topic TEXT, key TEXT, sequence BIGINT, event_id UUID UNIQUE)""");
            }
        });
    }

    static List<Long> effects(Transactions transactions, String topic, String key) {
        return transactions.inTransaction(tx -> {
            var sql = "SELECT sequence FROM effects WHERE topic = ? AND key = ? ORDER BY position";
            try (var statement = tx.connection().prepareStatement(sql)) {
                statement.setString(1, topic);
                statement.setString(2, key);
                try (var rows = statement.executeQuery()) {
                    List<Long> sequences = new ArrayList<>();
                    while (rows.next()) {
                        sequences.add(rows.getLong(1));
                    }
                    return sequences;
                }
            }
        });
    }

    void failOn(Predicate<ConsumedEvent> events) {
        failing = events;
    }

    /** Each event's handling waits for this before it ends. */
    void pause(Pause beforeEnd) {
        pause = beforeEnd;
    }

    /** What every event needs is away, until {@link #endOutage}. */
    void beginOutage() {
        outage = true;
    }

    void endOutage() {
        outage = false;
    }

    int tries(String key, long sequence) {
        return tries.getOrDefault(key + sequence, 0);
    }

    /** Whether it was given an event of a key that begins so. */
    boolean took(String beginOfKey) {
        return tries.keySet().stream().anyMatch(name -> name.startsWith(beginOfKey));
    }

    String trace(String key) {
        return traces.getOrDefault(key, "");
    }

    @Override
    public String group() {
        return group;
    }

    @Override
    public Set<String> topics() {
        return topics;
    }

    @Override
    public void handle(Tx tx, ConsumedEvent event) throws SQLException {
        tries.merge(event.key() + event.sequence(), 1, Integer::sum);
        traces.put(event.key(), Span.current().getSpanContext().getTraceId());
        assertThat(MDC.get("event_id")).isEqualTo(event.id().toString());
        try (var statement = tx.connection()
                .prepareStatement("INSERT INTO effects (topic, key, sequence, event_id) VALUES (?, ?, ?, ?)")) {
            statement.setString(1, event.topic());
            statement.setString(2, event.key());
            statement.setLong(3, event.sequence());
            statement.setObject(4, event.id());
            statement.executeUpdate();
        }
        if (failing.test(event)) {
            throw new IllegalStateException("told to fail");
        }
        if (outage) {
            throw Failure.unavailable("OUTAGE", "What this needs is away", Duration.ofSeconds(1));
        }
        try {
            pause.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for something. */
    @FunctionalInterface
    interface Pause {
        void await() throws InterruptedException;
    }
}
