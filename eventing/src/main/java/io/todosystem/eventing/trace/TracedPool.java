package io.todosystem.eventing.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Hands out connections that tell of their statements, unless the trace under way is one that is not kept: then nothing
 * is between the caller and the pool. Outside of a trace it is not known yet, since a transaction may take events of
 * several.
 */
final class TracedPool implements DataSource {
    private final DataSource pool;
    private final DataSource telling;

    TracedPool(DataSource pool, DataSource telling) {
        this.pool = pool;
        this.telling = telling;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return chosen().getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return chosen().getConnection(user, password);
    }

    private DataSource chosen() {
        SpanContext current = Span.current().getSpanContext();
        return current.isValid() && !current.isSampled() ? pool : telling;
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return pool.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        pool.setLogWriter(out);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return pool.getLoginTimeout();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        pool.setLoginTimeout(seconds);
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return pool.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(pool) ? type.cast(pool) : pool.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(pool) || pool.isWrapperFor(type);
    }
}
