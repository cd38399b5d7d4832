package io.todosystem.notification;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.todosystem.proto.events.v1.TaskSnapshot;
import java.util.UUID;

/** Events as the other services publish them. */
public final class TestEvents {

    private TestEvents() {}

    public static TaskSnapshot task(UUID ownerId, String title) {
        return TaskSnapshot.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setListId(UUID.randomUUID().toString())
                .setOwnerId(ownerId.toString())
                .setTitle(title)
                .setPriority("NONE")
                .setState("OPEN")
                .setVersion(1)
                .build();
    }

    public static String json(Message event) {
        try {
            return JsonFormat.printer().omittingInsignificantWhitespace().print(event);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
