package io.todosystem.localstack.doctor;

import io.todosystem.localstack.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

import static java.util.stream.Collectors.toMap;

/** Whether events are consumed, and how far behind the consumers are. */
record ConsumerCheck(Installation installation) implements Check {
    /** Groups by the service that they belong to. */
    private static final Map<String, String> GROUPS = Map.of("notification", "notification");

    private static final long FAR = 1_000;
    private static final int PATIENCE_MILLIS = 5_000;

    @Override
    public String subject() {
        return "consumers";
    }

    @Override
    public List<Finding> look() throws InterruptedException, ExecutionException {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, installation.ports().address(Ports.KAFKA),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        try (Admin admin = Admin.create(settings)) {
            List<Finding> findings = new ArrayList<>();
            for (Map.Entry<String, String> group : GROUPS.entrySet()) {
                findings.add(judge(
                        group.getKey(), group.getValue(), members(admin, group.getKey()), lag(admin, group.getKey())));
            }
            return findings;
        }
    }

    Finding judge(String group, String service, int members, long lag) {
        String subject = "consumer " + group;
        if (members == 0) {
            return Finding.problem(
                    subject,
                    "nobody consumes; " + lag + " events wait",
                    "./todo " + (installation.serves(service) ? "restart " : "start ") + service);
        }
        return lag > FAR
                ? Finding.warning(
                        subject,
                        lag + " events behind",
                        "./todo logs " + service + " (docs/runbooks/consumer-behind.md)")
                : Finding.ok(subject, lag + " events behind");
    }

    private static int members(Admin admin, String group) throws InterruptedException, ExecutionException {
        try {
            return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                    .mapToInt(found -> found.members().size())
                    .sum();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw e;
        }
    }

    private static long lag(Admin admin, String group) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(
                        committed.keySet().stream().collect(toMap(partition -> partition, _ -> OffsetSpec.latest())))
                .all()
                .get();
        long behind = 0;
        for (Map.Entry<TopicPartition, OffsetAndMetadata> place : committed.entrySet()) {
            ListOffsetsResultInfo end = ends.get(place.getKey());
            behind += end == null
                    ? 0
                    : Math.max(0, end.offset() - place.getValue().offset());
        }
        return behind;
    }
}
