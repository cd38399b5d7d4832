package io.todosystem.platform.grpc;

import io.micronaut.context.exceptions.ConfigurationException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The proxies before a server, which say from where a person comes: the other end of the connection, and behind trusted
 * proxies the last address that they did not write for one another. What a client wrote into the header itself stands
 * before that and is not looked at.
 */
public final class TrustedProxies {
    /** The header in which they say it. */
    public static final String HEADER = "x-forwarded-for";

    private final Set<InetAddress> addresses;

    /**
     * Those with these addresses; blanks are none.
     *
     * @throws ConfigurationException with the setting's name if one is no address
     */
    public TrustedProxies(String setting, Collection<String> addresses) {
        this.addresses = addresses.stream()
                .filter(address -> !address.isBlank())
                .map(address -> literal(address).orElseThrow(() -> noAddress(setting, address)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** As a literal. */
    public String clientOf(InetSocketAddress peer, List<String> forwarded) {
        if (peer.isUnresolved()) {
            return "";
        }
        InetAddress client = peer.getAddress();
        List<String> hops = forwarded.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .toList();
        for (String hop : hops.reversed()) {
            Optional<InetAddress> before = addresses.contains(client) ? literal(hop) : Optional.empty();
            if (before.isEmpty()) {
                break;
            }
            client = before.get();
        }
        return withoutZone(client.getHostAddress());
    }

    /** An IPv6 address may have one, which means something on this machine only. */
    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    private static Optional<InetAddress> literal(String address) {
        try {
            return Optional.of(InetAddress.ofLiteral(address.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ConfigurationException noAddress(String setting, String address) {
        return new ConfigurationException(setting + " must list addresses such as 10.0.0.7, not " + address);
    }
}
