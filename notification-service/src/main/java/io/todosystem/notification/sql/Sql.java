package io.todosystem.notification.sql;

import io.todosystem.eventing.transaction.Tx;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Runs statements, in a transaction or a read by itself. Parameters may be what JDBC takes, instants and collections of
 * UUIDs.
 */
public final class Sql {

    /** Reads one row. */
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private Sql() {}

    public static <T> List<T> list(Tx tx, Row<T> row, String sql, Object... parameters) throws SQLException {
        return list(tx.connection(), row, sql, parameters);
    }

    public static <T> List<T> list(Connection connection, Row<T> row, String sql, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet found = statement.executeQuery()) {
            var rows = new ArrayList<T>();
            while (found.next()) {
                rows.add(row.read(found));
            }
            return rows;
        }
    }

    public static <T> Optional<T> first(Tx tx, Row<T> row, String sql, Object... parameters) throws SQLException {
        return first(tx.connection(), row, sql, parameters);
    }

    public static <T> Optional<T> first(Connection connection, Row<T> row, String sql, Object... parameters)
            throws SQLException {
        return list(connection, row, sql, parameters).stream().findFirst();
    }

    /** How many rows it changed. */
    public static int update(Tx tx, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(tx.connection(), sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            switch (parameters[i]) {
                case Instant instant -> statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
                case Collection<?> ids -> statement.setArray(i + 1, connection.createArrayOf("uuid", ids.toArray()));
                case Object other -> statement.setObject(i + 1, other);
            }
        }
        return statement;
    }
}
