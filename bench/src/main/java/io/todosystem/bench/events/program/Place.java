package io.todosystem.bench.events.program;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/** Where a program works: the arguments that each is started with. */
public record Place(String url, String user, String password, String bootstrap, String topic) {

    public static Place of(String[] arguments) {
        return new Place(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4]);
    }

    public Connection connect(String settings) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("options", settings);
        return DriverManager.getConnection(url, properties);
    }

    /** The settings of our relay's producer. */
    public Map<String, Object> producer() {
        return Map.of(
                "bootstrap.servers",
                bootstrap,
                "acks",
                "all",
                "enable.idempotence",
                "true",
                "linger.ms",
                "0",
                "max.block.ms",
                "60000");
    }
}
