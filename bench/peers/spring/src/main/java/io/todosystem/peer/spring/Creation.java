package io.todosystem.peer.spring;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import io.todosystem.proto.events.v1.TaskSnapshot;
import io.todosystem.proto.tasks.v1.CreateTaskRequest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Claim, counter, task, history and outbox in one transaction. */
@Service
class Creation {
    private static final JsonFormat.Printer JSON = JsonFormat.printer().omittingInsignificantWhitespace();

    private final Lists lists;
    private final JdbcAggregateTemplate rows;

    Creation(Lists lists, JdbcAggregateTemplate rows) {
        this.lists = lists;
        this.rows = rows;
    }

    @Transactional
    Rows.TaskRow create(UUID user, CreateTaskRequest request) {
        UUID id = UUID.randomUUID();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        if (lists.claim("user:" + user, request.getRequestId(), hash(request), bytes(id)) == 0) {
            throw new IllegalStateException("this request was made before");
        }
        Rows.ListRow list = lists.count(UUID.randomUUID(), user);
        var input = request.getTask();
        var task = rows.insert(new Rows.TaskRow(
                id,
                list.id(),
                input.getTitle(),
                input.getDescription(),
                input.getPriority().name().substring("PRIORITY_".length()),
                "OPEN",
                input.getTagsList().toArray(String[]::new),
                1,
                now,
                now));
        String state = json(task, user);
        rows.insert(new Rows.HistoryRow(
                id, 1, list.id(), list.sequence(), "created", user, request.getRequestId(), now, state));
        rows.insert(new Rows.OutboxRow(
                null,
                UUID.randomUUID(),
                "task-events",
                list.id().toString(),
                "task.created",
                "task",
                id.toString(),
                list.sequence(),
                "{\"task\": " + state + ", \"actorId\": \"" + user + "\"}",
                "{\"correlationid\": \"" + request.getRequestId() + "\"}",
                false,
                now,
                0));
        return task;
    }

    private static String json(Rows.TaskRow task, UUID owner) {
        Timestamp time = Timestamp.newBuilder()
                .setSeconds(task.createdAt().getEpochSecond())
                .setNanos(task.createdAt().getNano())
                .build();
        try {
            return JSON.print(TaskSnapshot.newBuilder()
                    .setId(task.id().toString())
                    .setListId(task.listId().toString())
                    .setOwnerId(owner.toString())
                    .setTitle(task.title())
                    .setDescription(task.description())
                    .setPriority(task.priority())
                    .setState(task.state())
                    .addAllTags(java.util.List.of(task.tags()))
                    .setVersion(task.version())
                    .setCreateTime(time)
                    .setUpdateTime(time)
                    .build());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hash(CreateTaskRequest request) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(request.toBuilder().clearRequestId().build().toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
