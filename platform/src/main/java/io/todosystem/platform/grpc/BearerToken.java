package io.todosystem.platform.grpc;

import io.grpc.Context;
import io.grpc.Metadata;

/** The bearer token of the current request, for channels that call on behalf of its owner. */
public final class BearerToken {
    /** Set by the server's interceptor (and by the BFF's filter) when the request carried a token that was accepted. */
    public static final Context.Key<String> KEY = Context.key("bearer-token");

    static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private BearerToken() {}
}
