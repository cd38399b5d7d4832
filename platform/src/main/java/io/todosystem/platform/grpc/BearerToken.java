package io.todosystem.platform.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.todosystem.platform.failure.Failure;

/** The bearer token of the current request, for channels that call on behalf of its owner. */
public final class BearerToken {
    /**
     * Set by the server's interceptor (and by the BFF's filter) when the request carried a user's token that was
     * accepted.
     */
    public static final Context.Key<String> KEY = Context.key("bearer-token");

    /** The header that carries it, after the word {@code Bearer}. */
    public static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    /** Resource type of a failure that is about the call's own token, not about one that the message speaks of. */
    public static final String RESOURCE = "bearer-token";

    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /** The token in the header; {@link Failure} UNAUTHENTICATED {@code TOKEN_REQUIRED} if there is none. */
    public static String from(Metadata headers) {
        String value = headers.get(AUTHORIZATION);
        if (value == null || !value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw Failure.unauthenticated("TOKEN_REQUIRED", "This needs an access token")
                    .resource(RESOURCE, "");
        }
        return value.substring(SCHEME.length()).strip();
    }

    /** Sets the header to the token. */
    public static void into(Metadata headers, String token) {
        headers.discardAll(AUTHORIZATION);
        headers.put(AUTHORIZATION, SCHEME + token);
    }
}
