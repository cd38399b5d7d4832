package io.todosystem.auth.lockout;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** The neighbourhood of an address that one party usually holds: /24 of IPv4, /64 of IPv6. */
final class AddressBlock {
    private static final int BYTES_OF_IPV4 = 3;
    private static final int BYTES_OF_IPV6 = 8;

    private AddressBlock() {}

    /** Its name. What is no address shares one block. */
    static String of(String address) {
        try {
            InetAddress literal = InetAddress.ofLiteral(address);
            boolean short4 = literal instanceof Inet4Address;
            int kept = short4 ? BYTES_OF_IPV4 : BYTES_OF_IPV6;
            byte[] bytes = literal.getAddress();
            Arrays.fill(bytes, kept, bytes.length, (byte) 0);
            return InetAddress.getByAddress(bytes).getHostAddress() + "/" + kept * Byte.SIZE;
        } catch (IllegalArgumentException | UnknownHostException e) {
            return "unknown";
        }
    }
}
