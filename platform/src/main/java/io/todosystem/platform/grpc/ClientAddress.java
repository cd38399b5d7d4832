package io.todosystem.platform.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import java.util.Objects;

/**
 * The address from which the person behind a call comes, as a literal; empty outside of a call.
 *
 * <p>A gateway passes it on with the calls that it makes as itself. A server believes it only from the services that
 * {@code todo.server.forwarders} names, and otherwise takes the other end of the connection, or who is behind it if
 * that is one of {@code todo.server.proxies}.
 */
public final class ClientAddress {
    public static final Context.Key<String> KEY = Context.keyWithDefault("client-address", "");

    /** Tells it beside the token of a service. */
    public static final Metadata.Key<String> HEADER =
            Metadata.Key.of("x-client-address", Metadata.ASCII_STRING_MARSHALLER);

    private ClientAddress() {}

    public static String current() {
        return Objects.requireNonNullElse(KEY.get(), "");
    }
}
