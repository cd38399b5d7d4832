package io.todosystem.localstack.engine;

import io.todosystem.localstack.Secrets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Gives each service a database and a login that opens no other one. Repeatable; passwords follow the secrets. */
final class PostgresDatabases {
    private PostgresDatabases() {}

    static void ensure(Connection connection, Secrets secrets) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // The server's log would otherwise quote a failed statement with its password.
            statement.execute("SET log_min_error_statement = panic");
            statement.execute("REVOKE CONNECT, TEMPORARY ON DATABASE postgres, template1 FROM PUBLIC");
            for (String name : PostgresEngine.DATABASES) {
                boolean isNew = !exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name);
                String password = statement.enquoteLiteral(secrets.get(Secrets.databaseOf(name)));
                statement.execute((isNew ? "CREATE" : "ALTER") + " ROLE " + name
                        + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD " + password);
                if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                    statement.execute("CREATE DATABASE " + name + " OWNER " + name);
                }
                statement.execute("REVOKE CONNECT, TEMPORARY ON DATABASE " + name + " FROM PUBLIC");
            }
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }
}
