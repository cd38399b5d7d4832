package io.todosystem.platform.grpc;

import io.grpc.Context;
import io.grpc.Metadata;

/**
 * Response headers of the current call.
 *
 * <p>Put before the first message is sent; later puts are lost, since headers go first. Outside of a call a put is a
 * bug.
 */
public final class ResponseMetadata {
    /** Stream and number of the change that was made, or of the state that was read. Opaque. */
    public static final Metadata.Key<String> VERSION = Metadata.Key.of("x-version", Metadata.ASCII_STRING_MARSHALLER);

    /** Set by the server for each call. */
    public static final Context.Key<Metadata> KEY = Context.key("response-metadata");

    private ResponseMetadata() {}

    public static void put(Metadata.Key<String> key, String value) {
        Metadata headers = KEY.get();
        if (headers == null) {
            throw new IllegalStateException("No call to answer with " + key.name());
        }
        synchronized (headers) {
            headers.discardAll(key);
            headers.put(key, value);
        }
    }
}
