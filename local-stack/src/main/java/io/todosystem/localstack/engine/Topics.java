package io.todosystem.localstack.engine;

import io.todosystem.localstack.StackFailure;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

import static java.util.stream.Collectors.toMap;

/**
 * The topics of the system as declared in one file. Brokers make none by themselves.
 *
 * <p>What exists keeps its number of partitions, because a key must keep its partition. Records get the broker's time:
 * it refuses those whose time lies too far ahead, and a sender with a fast clock would never be heard.
 */
record Topics(Set<String> names, int partitions, Duration retention) {
    private static final Set<String> KEYS = Set.of("topics", "partitions", "retention");
    private static final List<AlterConfigOp> BROKERS_TIME = List.of(
            new AlterConfigOp(new ConfigEntry("message.timestamp.type", "LogAppendTime"), AlterConfigOp.OpType.SET));
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,248}");

    Topics {
        if (names.isEmpty()
                || !names.stream().allMatch(name -> NAME.matcher(name).matches())) {
            throw new IllegalArgumentException("topics must be names of topics, but are " + names);
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1, but is " + partitions);
        }
        if (retention.toMillis() < 1) {
            throw new IllegalArgumentException("retention must be a millisecond or more, but is " + retention);
        }
    }

    static Topics read(Path file) {
        Properties declared = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            declared.load(reader);
            if (!declared.stringPropertyNames().equals(KEYS)) {
                throw new IllegalArgumentException("it must have exactly the keys " + new TreeSet<>(KEYS));
            }
            return new Topics(
                    Set.copyOf(List.of(declared.getProperty("topics").strip().split("[\\s,]+"))),
                    Integer.parseInt(declared.getProperty("partitions")),
                    Duration.parse(declared.getProperty("retention")));
        } catch (IOException | RuntimeException e) {
            throw new StackFailure("The declaration of topics in " + file + " cannot be read: " + e, e);
        }
    }

    /** Creates those that are missing; those that were there before may have the sender's time. */
    void ensure(String bootstrap) throws InterruptedException, ExecutionException {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 20_000);
        try (Admin admin = Admin.create(settings)) {
            Set<String> existing = admin.listTopics().names().get();
            Stream<NewTopic> missing = names.stream()
                    .filter(name -> !existing.contains(name))
                    .map(name -> new NewTopic(name, Optional.of(partitions), Optional.empty())
                            .configs(Map.of("retention.ms", Long.toString(retention.toMillis()))));
            admin.createTopics(missing.toList()).all().get();
            admin.incrementalAlterConfigs(names.stream().collect(toMap(Topics::resource, _ -> BROKERS_TIME)))
                    .all()
                    .get();
        }
    }

    private static ConfigResource resource(String name) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name);
    }
}
