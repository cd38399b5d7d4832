package io.todosystem.platform.testing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Adds to the names of this machine one that stands for two addresses, as a cluster's does for the replicas of a
 * service.
 */
public final class ReplicaNames extends InetAddressResolverProvider {
    public static final String NAME = "replicas.test";
    public static final String FIRST = "127.0.0.1";
    public static final String SECOND = "127.0.0.2";

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return new Resolver(configuration.builtinResolver());
    }

    @Override
    public String name() {
        return "replicas";
    }

    private record Resolver(InetAddressResolver others) implements InetAddressResolver {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
            return host.equals(NAME)
                    ? Stream.of(InetAddress.ofLiteral(FIRST), InetAddress.ofLiteral(SECOND))
                    : others.lookupByName(host, policy);
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            return others.lookupByAddress(address);
        }
    }
}
