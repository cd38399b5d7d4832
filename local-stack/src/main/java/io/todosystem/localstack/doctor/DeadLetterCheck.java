package io.todosystem.localstack.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Whether consumers gave up on events. */
record DeadLetterCheck(Installation installation, String service) implements Check {
    private static final String WAITING = """
            SELECT count(*), count(DISTINCT (consumer, topic, event_key)) FROM dead_letters WHERE replayed_at IS NULL""";

    @Override
    public String subject() {
        return "dead letters of " + service;
    }

    @Override
    public List<Finding> look() throws SQLException {
        try (Connection connection = installation.database(service);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WAITING)) {
            row.next();
            return List.of(judge(row.getLong(1), row.getLong(2)));
        }
    }

    Finding judge(long letters, long keys) {
        return letters == 0
                ? Finding.ok(subject(), "none")
                : Finding.problem(
                        subject(),
                        "%d events of %d keys wait for a repair".formatted(letters, keys),
                        "GET /api/v1/admin/dead-letters?service=" + service
                                + " (docs/runbooks/event-dead-lettered.md)");
    }
}
