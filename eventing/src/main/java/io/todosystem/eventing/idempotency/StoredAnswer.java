package io.todosystem.eventing.idempotency;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.UncheckedIOException;

/** What an earlier call of the same caller, RPC and request id was ({@link RequestHash}) and was answered. */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed through, never compared by equals.
public record StoredAnswer(byte[] requestHash, byte[] response) {
    /** Reads the answer as a message of the type of {@code defaultInstance}. */
    public <M extends Message> M as(M defaultInstance) {
        try {
            @SuppressWarnings("unchecked") // A message's builder builds its own type.
            var message =
                    (M) defaultInstance.newBuilderForType().mergeFrom(response).build();
            return message;
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }
}
