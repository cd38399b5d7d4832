package io.todosystem.tasks.grpc;

import io.todosystem.tasks.list.TaskList;
import java.nio.ByteBuffer;
import java.util.Base64;

/** Position of a list as one opaque word: its id and number. */
final class VersionToken {
    private VersionToken() {}

    static String of(TaskList list) {
        byte[] bytes = ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(list.id().getMostSignificantBits())
                .putLong(list.id().getLeastSignificantBits())
                .putLong(list.sequence())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
