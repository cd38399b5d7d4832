package io.todosystem.localstack.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** The broker's process: formats the storage if it is new, then is Kafka. The argument is the properties file. */
final class KafkaBroker {
    private KafkaBroker() {}

    public static void main(String[] arguments) throws IOException {
        String properties = arguments[0];
        if (!isFormatted(Path.of(properties))) {
            format(properties);
        }
        Kafka.main(new String[] {properties});
    }

    private static boolean isFormatted(Path properties) throws IOException {
        Properties settings = new Properties();
        try (InputStream file = Files.newInputStream(properties)) {
            settings.load(file);
        }
        return Files.exists(Path.of(settings.getProperty("log.dirs"), "meta.properties"));
    }

    /** An id of its own for each storage: relays know by it that what they sent is not there. */
    private static void format(String properties) {
        int status = StorageTool.execute(
                new String[] {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", properties},
                System.out);
        if (status != 0) {
            System.exit(status);
        }
    }
}
