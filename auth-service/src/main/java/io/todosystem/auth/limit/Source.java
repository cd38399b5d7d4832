package io.todosystem.auth.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Where somebody comes from, as far as one party has it to itself: an IPv4 address, a /64 of IPv6. */
record Source(String name) {
    private static final int BYTES_OF_NETWORK = 8;

    /** What is no address shares one source. */
    static Source of(String address) {
        try {
            InetAddress literal = InetAddress.ofLiteral(address);
            byte[] bytes = literal.getAddress();
            if (literal instanceof Inet6Address) {
                Arrays.fill(bytes, BYTES_OF_NETWORK, bytes.length, (byte) 0);
            }
            return new Source(InetAddress.getByAddress(bytes).getHostAddress());
        } catch (IllegalArgumentException | UnknownHostException e) {
            return new Source("unknown");
        }
    }
}
