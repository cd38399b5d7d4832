package io.todosystem.tasks;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.todosystem.eventing.testing.KafkaExtension;
import io.todosystem.proto.events.v1.ListCreated;
import io.todosystem.proto.events.v1.TaskCreated;
import io.todosystem.proto.tasks.v1.CreateTaskRequest;
import io.todosystem.proto.tasks.v1.Task;
import io.todosystem.proto.tasks.v1.TaskInput;
import io.todosystem.tasks.testing.TasksExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class TaskEventsIT {
    @Order(1)
    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension("task-events");

    @Order(2)
    @RegisterExtension
    static final TasksExtension TASKS = new TasksExtension(KAFKA);

    @Test
    void change_wakes_the_relay_and_its_events_arrive_in_order() throws InvalidProtocolBufferException {
        UUID userId = UUID.randomUUID();
        Task task = TASKS.callsOf(userId)
                .createTask(CreateTaskRequest.newBuilder()
                        .setTask(TaskInput.newBuilder().setTitle("Buy milk"))
                        .build())
                .getTask();

        var events = receive(2);
        assertThat(events).extracting(ConsumerRecord::key).containsOnly(task.getListId());
        assertThat(events)
                .extracting(event -> header(event, "ce_type"))
                .containsExactly("list.created", "task.created");
        assertThat(events).extracting(event -> header(event, "ce_sequence")).containsExactly("1", "2");
        var list = ListCreated.newBuilder();
        JsonFormat.parser().merge(events.getFirst().value(), list);
        assertThat(list.getList().getOwnerId()).isEqualTo(userId.toString());
        assertThat(list.getList().getInbox()).isTrue();
        var created = TaskCreated.newBuilder();
        JsonFormat.parser().merge(events.getLast().value(), created);
        assertThat(created.getTask().getId()).isEqualTo(task.getId());
        assertThat(created.getTask().getCreateTime()).isEqualTo(task.getCreateTime());
        assertThat(created.getActorId()).isEqualTo(userId.toString());
    }

    private static List<ConsumerRecord<String, String>> receive(int count) {
        var received = new ArrayList<ConsumerRecord<String, String>>();
        Map<String, Object> configuration =
                Map.of("bootstrap.servers", KAFKA.bootstrap(), "group.id", "test", "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(configuration, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("task-events"));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(received::add);
                return received.size() >= count;
            });
        }
        return received;
    }

    private static String header(ConsumerRecord<String, String> event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
