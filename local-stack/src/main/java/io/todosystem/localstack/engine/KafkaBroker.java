package io.todosystem.localstack.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import kafka.Kafka;
import kafka.tools.StorageTool;

/** The broker's process: formats the storage if it is new, then is Kafka. The argument is the properties file. */
final class KafkaBroker {
    private KafkaBroker() {}

    public static void main(String[] arguments) {
        String properties = arguments[0];
        int status = StorageTool.execute(
                new String[] {"format", "--cluster-id", clusterId(), "--config", properties, "--ignore-formatted"},
                System.out);
        if (status != 0) {
            System.exit(status);
        }
        Kafka.main(new String[] {properties});
    }

    /** Each broker of this kind stands alone, so that all may bear the same id: the one of this name. */
    private static String clusterId() {
        UUID id = UUID.nameUUIDFromBytes("todo-system local-stack".getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes =
                ByteBuffer.allocate(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
