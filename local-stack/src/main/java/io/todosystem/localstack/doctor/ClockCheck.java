package io.todosystem.localstack.doctor;

import io.todosystem.localstack.doctor.Installation.Part;
import io.todosystem.localstack.service.Services;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether the services and the database agree on the time. Kafka cannot be asked for it. */
record ClockCheck(Installation installation) implements Check {
    /** What a service says is cut to the second. */
    private static final Duration TOLERATED = Duration.ofSeconds(3);
    /** From here on tokens are refused. */
    private static final Duration HARMFUL = Duration.ofSeconds(30);

    @Override
    public String subject() {
        return "clocks";
    }

    @Override
    public List<Finding> look() throws SQLException, IOException {
        Map<String, Duration> ahead = new TreeMap<>();
        ahead.put("PostgreSQL", aheadOfUs(databaseTime()));
        for (Part part : installation.parts()) {
            if (Services.NAMES.contains(part.name()) && part.serves()) {
                int port = installation.ports().management(part.name());
                ahead.put(
                        part.name(),
                        aheadOfUs(ManagementPage.read(port, "/health/liveness").date()));
            }
        }
        return judge(ahead);
    }

    List<Finding> judge(Map<String, Duration> ahead) {
        Duration database = ahead.getOrDefault("PostgreSQL", Duration.ZERO);
        List<Finding> findings = new ArrayList<>();
        ahead.forEach((name, duration) -> {
            Duration difference = duration.minus(database);
            if (difference.abs().compareTo(TOLERATED) > 0) {
                String text = "%s is %d s %s PostgreSQL"
                        .formatted(name, difference.abs().toSeconds(), difference.isNegative() ? "behind" : "ahead of");
                String remedy = "set the clock of its machine (timedatectl set-ntp true)";
                findings.add(
                        difference.abs().compareTo(HARMFUL) > 0
                                ? Finding.problem(subject(), text + "; tokens may be refused", remedy)
                                : Finding.warning(subject(), text, remedy));
            }
        });
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    subject(), ahead.keySet().stream().collect(Collectors.joining(", ")) + " agree within 3 s"));
        }
        return findings;
    }

    private Instant databaseTime() throws SQLException {
        try (Connection connection = installation.database("auth");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            return row.getTimestamp(1).toInstant();
        }
    }

    private static Duration aheadOfUs(Instant time) {
        return Duration.between(Instant.now(), time);
    }
}
