package io.todosystem.eventing.idempotency;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of a request without its {@code request_id}: tells a repeated request from another one under the same id. */
public final class RequestHash {
    private RequestHash() {}

    public static byte[] of(Message request) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var output = CodedOutputStream.newInstance(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            output.useDeterministicSerialization(); // Maps have no order of their own.
            withoutRequestId(request).writeTo(output);
            output.flush();
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Message withoutRequestId(Message request) {
        var field = request.getDescriptorForType().findFieldByName("request_id");
        return field == null ? request : request.toBuilder().clearField(field).buildPartial();
    }
}
