package io.todosystem.localstack.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Whether committed events reach Kafka. */
record OutboxCheck(Installation installation, String service) implements Check {
    private static final long LATE_SECONDS = 10;
    private static final long OLD_SECONDS = 60;

    /** Of a backlog of hours a part is enough to say so. */
    private static final long COUNTED = 100_000;

    private static final String STATE = """
            SELECT count(*), coalesce(extract(epoch FROM now() - min(created_at)), 0)::bigint,
                (SELECT count(*) FROM outbox WHERE NOT published AND parked_at IS NOT NULL),
                (SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                    WHERE l.locktype = 'advisory' AND l.granted AND a.application_name = 'outbox-relay'
                        AND a.datname = current_database())
            FROM (SELECT created_at FROM outbox WHERE NOT published AND parked_at IS NULL LIMIT %d)""".formatted(COUNTED);

    @Override
    public String subject() {
        return "outbox of " + service;
    }

    @Override
    public List<Finding> look() throws SQLException {
        try (Connection connection = installation.database(service);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(STATE)) {
            row.next();
            return judge(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4) > 0);
        }
    }

    List<Finding> judge(long waiting, long oldestSeconds, long parked, boolean relayed) {
        List<Finding> findings = new ArrayList<>();
        if (!relayed) {
            findings.add(Finding.problem(
                    subject(),
                    "nobody relays it; " + events(waiting) + " wait",
                    "./todo " + (installation.serves(service) ? "restart " : "start ") + service));
        } else if (oldestSeconds > LATE_SECONDS) {
            String text = "%s wait for Kafka, the oldest for %d s".formatted(events(waiting), oldestSeconds);
            String remedy = "./todo ps, ./todo logs kafka (docs/runbooks/outbox-old.md)";
            findings.add(
                    oldestSeconds > OLD_SECONDS
                            ? Finding.problem(subject(), text, remedy)
                            : Finding.warning(subject(), text, remedy));
        }
        if (parked > 0) {
            findings.add(Finding.problem(
                    subject(),
                    parked + " events are parked: Kafka refused them, and their keys wait",
                    "GET /api/v1/admin/outbox/parked?service=" + service + " (docs/runbooks/event-parked.md)"));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(subject(), events(waiting) + " wait, a relay runs"));
        }
        return findings;
    }

    private static String events(long waiting) {
        return waiting + (waiting < COUNTED ? " events" : " events or more");
    }
}
