package io.todosystem.bff.exchange;

import io.micronaut.http.HttpRequest;
import io.todosystem.platform.grpc.ClientAddress;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says from where a person comes: the other end of the connection, and behind trusted proxies the last address that they did
 * not write for one another. What a client wrote into the header itself stands before that and is not looked at.
 */
@Singleton
final class ClientAddresses {
    private static final String FORWARDED = "X-Forwarded-For";

    private final Set<InetAddress> trusted;

    ClientAddresses(ProxyConfiguration configuration) {
        this.trusted = configuration.addresses();
    }

    String of(HttpRequest<?> request) {
        return of(request.getRemoteAddress(), request.getHeaders().getAll(FORWARDED));
    }

    String of(InetSocketAddress peer, List<String> forwarded) {
        if (peer.isUnresolved()) {
            return "";
        }
        InetAddress client = peer.getAddress();
        List<String> hops = forwarded.stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .toList();
        for (String hop : hops.reversed()) {
            Optional<InetAddress> before = trusted.contains(client) ? literal(hop) : Optional.empty();
            if (before.isEmpty()) {
                break;
            }
            client = before.get();
        }
        return ClientAddress.literal(new InetSocketAddress(client, 0));
    }

    private static Optional<InetAddress> literal(String hop) {
        try {
            return Optional.of(InetAddress.ofLiteral(hop.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
