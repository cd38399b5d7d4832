package io.todosystem.e2e.faults;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How many records Kafka has taken, and how many of them the notification service has not. */
final class Lag {
    private static final int PARTITIONS = 12;

    private Lag() {}

    static long ofNotification(String bootstrap) {
        return with(bootstrap, admin -> {
            var committed = admin.listConsumerGroupOffsets("notification")
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends(admin, "task-events", "user-events").entrySet().stream()
                    .mapToLong(end -> {
                        var done = committed.get(end.getKey());
                        return end.getValue().offset() - (done == null ? 0 : done.offset());
                    })
                    .sum();
        });
    }

    /** How many records a topic has taken. */
    static long records(String bootstrap, String topic) {
        return with(bootstrap, admin -> ends(admin, topic).values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum());
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> ends(Admin admin, String... topics)
            throws ExecutionException, InterruptedException {
        return admin.listOffsets(Stream.of(topics)
                        .flatMap(topic -> IntStream.range(0, PARTITIONS).mapToObj(n -> new TopicPartition(topic, n)))
                        .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())))
                .all()
                .get();
    }

    private static long with(String bootstrap, Question question) {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) bootstrap))) {
            return question.ask(admin);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private interface Question {
        long ask(Admin admin) throws ExecutionException, InterruptedException;
    }
}
