package io.todosystem.eventing.consumer;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * An event as it came from its topic.
 *
 * @param subject the aggregate's id
 * @param sequence the position in the stream of the aggregate
 * @param correlationId of the request that began it all; empty if there was none
 * @param payload proto3 JSON
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed through, never compared.
public record ConsumedEvent(
        UUID id,
        String type,
        String topic,
        String key,
        String subject,
        long sequence,
        Instant time,
        String correlationId,
        byte[] payload) {
    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

    /** Reads the payload; fields that this build does not know are ignored, so that producers may be upgraded first. */
    public <B extends Message.Builder> B into(B builder) {
        try {
            PARSER.merge(new String(payload, StandardCharsets.UTF_8), builder);
            return builder;
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(
                    "payload of event " + id + " is not "
                            + builder.getDescriptorForType().getFullName(),
                    e);
        }
    }
}
