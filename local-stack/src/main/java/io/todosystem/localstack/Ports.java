package io.todosystem.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which port serves what. All of them are on loopback.
 *
 * <p>PostgreSQL and Kafka stay away from their usual ports, where a developer's own ones may be listening.
 */
public record Ports(Map<String, Integer> byName) {
    public static final String LOOPBACK = "127.0.0.1";
    public static final String HTTP = "bff.http";
    public static final String POSTGRES = "postgres";
    public static final String KAFKA = "kafka";
    public static final String KAFKA_CONTROLLER = "kafka.controller";
    public static final String SMTP = "mail.smtp";
    public static final String MAILBOX = "mail.http";

    private static final Map<String, Integer> DEFAULTS = new LinkedHashMap<>();

    static {
        DEFAULTS.put(HTTP, 8080);
        DEFAULTS.put(grpcOf("auth"), 50051);
        DEFAULTS.put(grpcOf("tasks"), 50052);
        DEFAULTS.put(grpcOf("notification"), 50053);
        DEFAULTS.put(managementOf("auth"), 8081);
        DEFAULTS.put(managementOf("tasks"), 8082);
        DEFAULTS.put(managementOf("notification"), 8083);
        DEFAULTS.put(managementOf("bff"), 8086);
        DEFAULTS.put(MAILBOX, 8025);
        DEFAULTS.put(SMTP, 1025);
        DEFAULTS.put(POSTGRES, 15432);
        DEFAULTS.put(KAFKA, 19092);
        DEFAULTS.put(KAFKA_CONTROLLER, 19093);
    }

    public Ports {
        byName = Map.copyOf(byName);
    }

    /** The documented ports, each moved by {@code offset}. */
    public static Ports standard(int offset) {
        Map<String, Integer> ports = new LinkedHashMap<>(DEFAULTS);
        ports.replaceAll((name, port) -> port + offset);
        ports.forEach((name, port) -> {
            if (port < 1 || port > 65535) {
                throw new StackFailure("The port offset " + offset + " moves " + name + " to " + port
                        + ". Choose one that keeps all ports between 1 and 65535.");
            }
        });
        return new Ports(ports);
    }

    /** Ports that nobody listens on at the moment. */
    public static Ports free() {
        Map<String, Integer> ports = new LinkedHashMap<>(DEFAULTS);
        List<ServerSocket> held = new ArrayList<>();
        ports.replaceAll((name, ignored) -> hold(held).getLocalPort());
        held.forEach(Ports::release);
        return new Ports(ports);
    }

    public int of(String name) {
        Integer port = byName.get(name);
        if (port == null) {
            throw new IllegalArgumentException("no port is called " + name);
        }
        return port;
    }

    public int grpc(String service) {
        return of(grpcOf(service));
    }

    public int management(String service) {
        return of(managementOf(service));
    }

    public String address(String name) {
        return LOOPBACK + ":" + of(name);
    }

    /** All ports of a component: those that carry its name. */
    public Map<String, Integer> ofComponent(String component) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (String name : DEFAULTS.keySet()) {
            if (name.equals(component) || name.startsWith(component + ".")) {
                ports.put(name, of(name));
            }
        }
        return ports;
    }

    public static String grpcOf(String service) {
        return service + ".grpc";
    }

    public static String managementOf(String service) {
        return service + ".management";
    }

    private static ServerSocket hold(List<ServerSocket> held) {
        try {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            held.add(socket);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
