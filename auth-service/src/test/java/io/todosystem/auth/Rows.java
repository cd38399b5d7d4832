package io.todosystem.auth;

import io.todosystem.eventing.testing.PostgresExtension;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks at and into the database beside the process. */
record Rows(PostgresExtension postgres) {

    /** The columns of the only row, as text. */
    List<String> one(String sql, String... parameters) throws SQLException {
        List<List<String>> rows = all(sql, parameters);
        if (rows.size() != 1) {
            throw new AssertionError("Not one row but " + rows);
        }
        return rows.getFirst();
    }

    List<List<String>> all(String sql, String... parameters) throws SQLException {
        try (var connection = postgres.connect();
                var statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            try (var result = statement.executeQuery()) {
                List<List<String>> rows = new ArrayList<>();
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                        row.add(String.valueOf(result.getString(column)));
                    }
                    rows.add(row);
                }
                return rows;
            }
        }
    }

    void change(String sql, String... parameters) throws SQLException {
        try (var connection = postgres.connect();
                var statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, String... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setString(i + 1, parameters[i]);
        }
    }
}
