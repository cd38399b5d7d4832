package io.todosystem.e2e.faults;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How many records the notification service has not taken yet. */
final class Lag {
    private static final int PARTITIONS = 12;

    private Lag() {}

    static long ofNotification(String bootstrap) {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) bootstrap))) {
            var committed = admin.listConsumerGroupOffsets("notification")
                    .partitionsToOffsetAndMetadata()
                    .get();
            var ends = admin.listOffsets(Stream.of("task-events", "user-events")
                            .flatMap(
                                    topic -> IntStream.range(0, PARTITIONS).mapToObj(n -> new TopicPartition(topic, n)))
                            .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())))
                    .all()
                    .get();
            return ends.entrySet().stream()
                    .mapToLong(end -> {
                        var done = committed.get(end.getKey());
                        return end.getValue().offset() - (done == null ? 0 : done.offset());
                    })
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
