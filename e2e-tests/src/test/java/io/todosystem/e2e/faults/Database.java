package io.todosystem.e2e.faults;

import io.todosystem.localstack.LocalStack;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A service's tables, read as its operator would. */
record Database(LocalStack stack, String service) {

    /** The first column of each row. */
    List<String> column(String query, Object... arguments) {
        try (var connection = DriverManager.getConnection(
                        stack.databaseUrl(service), service, stack.databasePassword(service));
                var statement = connection.prepareStatement(query)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (var rows = statement.executeQuery()) {
                List<String> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
                return values;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String sql) {
        try (var connection = DriverManager.getConnection(
                        stack.databaseUrl(service), service, stack.databasePassword(service));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long number(String query, Object... arguments) {
        return Long.parseLong(column(query, arguments).getFirst());
    }
}
