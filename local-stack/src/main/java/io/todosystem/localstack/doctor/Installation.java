package io.todosystem.localstack.doctor;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.Ports;
import io.todosystem.localstack.Project;
import io.todosystem.localstack.Secrets;
import io.todosystem.localstack.engine.PostgresEngine;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What is looked at, and the way in.
 *
 * @param parts what its supervisor knows of each part
 */
public record Installation(Home home, Ports ports, Project project, List<Part> parts) {
    private static final String READY = "ready";

    public Installation {
        parts = List.copyOf(parts);
    }

    /** As a part appears in {@code ./todo ps}. */
    public record Part(String name, String state, Optional<Long> pid, int restarts) {
        boolean serves() {
            return state.equals(READY);
        }
    }

    boolean serves(String name) {
        return parts.stream().anyMatch(part -> part.name().equals(name) && part.serves());
    }

    /** The database of a service, under its login. */
    Connection database(String service) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", service);
        login.setProperty("password", Secrets.load(home.secrets()).get(Secrets.databaseOf(service)));
        login.setProperty("connectTimeout", "3");
        login.setProperty("socketTimeout", "10");
        login.setProperty("ApplicationName", "todo-doctor");
        return DriverManager.getConnection(PostgresEngine.url(ports, service), login);
    }
}
