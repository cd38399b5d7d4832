package io.todosystem.eventing.transaction;

import io.grpc.Context;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the statement that runs on a connection when its caller is gone: nobody waits for it, others wait for its locks.
 *
 * <p>The server is told on a connection of its own, which takes a moment. Until that is over the watch does not close,
 * so that it cannot hit whoever gets the connection next.
 */
final class CallerWatch implements Context.CancellationListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallerWatch.class);

    private final Context caller = Context.current();
    private final Connection connection;
    private boolean closed;

    private CallerWatch(Connection connection) {
        this.connection = connection;
    }

    static CallerWatch over(Connection connection) {
        var watch = new CallerWatch(connection);
        watch.caller.addListener(watch, Thread::startVirtualThread);
        return watch;
    }

    @Override
    public synchronized void cancelled(Context context) {
        if (closed) {
            return;
        }
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            LOG.debug("The statement of a caller that is gone could not be ended", e);
        }
    }

    @Override
    public void close() {
        caller.removeListener(this);
        synchronized (this) {
            closed = true;
        }
    }
}
