package io.todosystem.eventing.testing;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One Kafka broker (KRaft, in this process) a JVM, without automatic topics; the given ones are created with the 12
 * partitions that every topic has. To be used from a static {@code @RegisterExtension} field; {@link #properties} is
 * what a service's {@code application.yml} expects from the environment.
 */
public final class KafkaExtension implements BeforeAllCallback {
    public static final int PARTITIONS = 12;

    private final List<String> topics;

    public KafkaExtension(String... topics) {
        this.topics = Arrays.asList(topics);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        broker().start();
        topics.forEach(this::createTopic);
    }

    public String bootstrap() {
        return broker().bootstrap();
    }

    public Map<String, String> properties() {
        return Map.of("TODO_KAFKA_BOOTSTRAP", bootstrap());
    }

    /** What clients that use {@link #proxiedBootstrap} say to the broker, and hear of it, goes through this. */
    public TcpProxy proxy() {
        return broker().proxy();
    }

    public String proxiedBootstrap() {
        return "127.0.0.1:" + proxy().port();
    }

    /** The broker loses everything and comes back as another cluster, with this class's topics. */
    public void wipe() {
        broker().wipe();
        topics.forEach(this::createTopic);
    }

    /** Creates the topic unless it is there. */
    public void createTopic(String name) {
        createTopic(name, Map.of("message.timestamp.type", "LogAppendTime"));
    }

    public void createTopic(String name, Map<String, String> configuration) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            var topic = new NewTopic(name, PARTITIONS, (short) 1).configs(configuration);
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns when the broker knows it, which is a moment after the change was confirmed. */
    public void configureTopic(String name, String key, String value) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            var topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
            Collection<AlterConfigOp> change =
                    List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
            admin.incrementalAlterConfigs(Map.of(topic, change)).all().get();
            Awaitility.await().until(() -> admin.describeConfigs(List.of(topic)).all().get().values().stream()
                    .map(known -> known.get(key))
                    .anyMatch(entry -> entry != null && value.equals(entry.value())));
        }
    }

    /** The ids of a consumer group's members. */
    public Set<String> members(String group) {
        return members(group, _ -> true);
    }

    /** Those of them that have partitions by now. */
    public Set<String> membersAtWork(String group) {
        return members(group, member -> !member.assignment().topicPartitions().isEmpty());
    }

    private Set<String> members(String group, Predicate<MemberDescription> which) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                    .flatMap(described -> described.members().stream())
                    .filter(which)
                    .map(MemberDescription::consumerId)
                    .collect(Collectors.toSet());
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An outage: the broker goes away cleanly until {@link #start}, which brings it back on its port with its data. */
    public void stop() {
        broker().stop();
    }

    public void start() {
        broker().start();
    }

    private static Broker broker() {
        return Holder.BROKER;
    }

    private static final class Holder {
        static final Broker BROKER = new Broker();
    }
}
