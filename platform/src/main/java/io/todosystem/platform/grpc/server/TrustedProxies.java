package io.todosystem.platform.grpc.server;

import io.grpc.Metadata;
import io.micronaut.context.exceptions.ConfigurationException;
import io.todosystem.platform.grpc.ClientAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** The proxies before a server. Of them alone it believes from where a call comes: the last address that they name. */
final class TrustedProxies {
    static final Metadata.Key<String> FORWARDED = Metadata.Key.of("x-forwarded-for", Metadata.ASCII_STRING_MARSHALLER);

    private final Set<String> addresses;

    TrustedProxies(Collection<String> addresses) {
        this.addresses = addresses.stream()
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .map(TrustedProxies::trusted)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The other end of the connection, or who is behind it. */
    String clientOf(String peer, Metadata headers) {
        String hops = headers.get(FORWARDED);
        if (hops == null || !addresses.contains(peer)) {
            return peer;
        }
        try {
            return literal(hops.substring(hops.lastIndexOf(',') + 1).strip());
        } catch (IllegalArgumentException noAddress) {
            return peer;
        }
    }

    private static String trusted(String address) {
        try {
            return literal(address);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "todo.server.proxies must list addresses such as 10.0.0.7, not " + address);
        }
    }

    private static String literal(String address) {
        return ClientAddress.literal(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
    }
}
