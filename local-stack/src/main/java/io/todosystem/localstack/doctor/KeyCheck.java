package io.todosystem.localstack.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Whether access tokens are signed, and whether the key is replaced in time. */
record KeyCheck(Installation installation) implements Check {
    private static final Duration ROTATION = Duration.ofDays(30);
    /** A successor is published for six minutes, and replicas look once a minute. */
    private static final Duration SLACK = Duration.ofHours(1);

    private static final String KEYS = """
            SELECT now(), max(activated_at) FILTER (WHERE state = 'ACTIVE'), max(created_at) FILTER (WHERE state = 'NEXT')
            FROM signing_keys""";

    @Override
    public String subject() {
        return "signing key";
    }

    @Override
    public List<Finding> look() throws SQLException {
        try (Connection connection = installation.database("auth");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(KEYS)) {
            row.next();
            return List.of(
                    judge(row.getTimestamp(1).toInstant(), instant(row.getTimestamp(2)), instant(row.getTimestamp(3))));
        }
    }

    private static Optional<Instant> instant(Timestamp timestamp) {
        return Optional.ofNullable(timestamp).map(Timestamp::toInstant);
    }

    Finding judge(Instant now, Optional<Instant> signsSince, Optional<Instant> successorSince) {
        if (signsSince.isEmpty()) {
            return Finding.problem(
                    subject(), "there is none: nobody can sign in", "./todo logs auth, ./todo restart auth");
        }
        if (successorSince.filter(since -> since.plus(SLACK).isBefore(now)).isPresent()) {
            return Finding.problem(
                    subject(), "its successor does not take over", "./todo logs auth, ./todo restart auth");
        }
        Instant due = signsSince.get().plus(ROTATION);
        if (successorSince.isEmpty() && due.plus(SLACK).isBefore(now)) {
            return Finding.warning(
                    subject(),
                    "it should have had a successor on " + day(due),
                    "./todo logs auth, ./todo admin rotate-keys");
        }
        return Finding.ok(subject(), "signs since " + day(signsSince.get()) + ", the next one comes on " + day(due));
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
