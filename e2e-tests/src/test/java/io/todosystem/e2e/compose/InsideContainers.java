package io.todosystem.e2e.compose;

import io.todosystem.e2e.faults.Inside;
import java.util.List;

/** Asks the engines by their own programs, in their containers: they have no door to the outside. */
final class InsideContainers implements Inside {
    private static final int TOPIC = 1;
    private static final int END = 4;
    private static final int LAG = 5;

    @Override
    public List<String> column(String service, String query, Object... arguments) {
        var sql = query;
        for (var argument : arguments) {
            sql = sql.replaceFirst("\\?", "'" + argument.toString().replaceAll("['\\\\$]", "") + "'");
        }
        return Docker.exec("postgres", "psql", "-U", "postgres", "-d", service, "-At", "-c", sql);
    }

    @Override
    public long notificationLag() {
        return Docker.exec(
                        "kafka",
                        "env",
                        "KAFKA_HEAP_OPTS=-Xmx64m",
                        "/opt/kafka/bin/kafka-consumer-groups.sh",
                        "--bootstrap-server",
                        "kafka:9092",
                        "--describe",
                        "--group",
                        "notification")
                .stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > LAG && words[TOPIC].endsWith("-events"))
                // Of a partition that nothing was taken from there is only the end.
                .mapToLong(words -> Long.parseLong(words[LAG].equals("-") ? words[END] : words[LAG]))
                .sum();
    }
}
