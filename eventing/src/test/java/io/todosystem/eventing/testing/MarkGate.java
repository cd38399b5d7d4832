package io.todosystem.eventing.testing;

import java.sql.Connection;
import java.sql.SQLException;

/** While it is closed, a topic's outbox rows can be read but not marked: whoever tries waits. */
public final class MarkGate implements AutoCloseable {
    private final Connection blocker;

    private MarkGate(Connection blocker) {
        this.blocker = blocker;
    }

    public static MarkGate close(PostgresExtension postgres, String topic) throws SQLException {
        var blocker = postgres.connect();
        try (var statement = blocker.createStatement()) {
            statement.execute("""
                    CREATE TABLE gate ();
                    CREATE FUNCTION pass_gate() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN LOCK TABLE gate IN ACCESS SHARE MODE; RETURN NEW; END $$;
                    CREATE TRIGGER gate BEFORE UPDATE ON outbox FOR EACH ROW
                    WHEN (NEW.topic = '%s') EXECUTE FUNCTION pass_gate()""".formatted(topic));
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE gate");
        }
        return new MarkGate(blocker);
    }

    @Override
    public void close() throws SQLException {
        open();
    }

    public void open() throws SQLException {
        if (!blocker.isClosed()) {
            blocker.rollback();
            blocker.close();
        }
    }
}
