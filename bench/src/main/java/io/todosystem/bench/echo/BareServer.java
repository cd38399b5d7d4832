package io.todosystem.bench.echo;

import com.sun.net.httpserver.HttpServer;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** The echo on grpc-java alone, over the same transport; the variable {@code EXECUTOR} says which executor. */
final class BareServer {
    private BareServer() {}

    public static void main(String[] arguments) throws Exception {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port("TODO_GRPC_PORT")))
                .addService(new EchoService());
        switch (System.getenv("EXECUTOR")) {
            case "virtual" ->
                builder.executor(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("grpc-", 0).factory()));
            case "default" -> {}
            case null, default -> throw new IllegalArgumentException("EXECUTOR is virtual or default");
        }
        builder.build().start();
        serveReadiness();
    }

    private static void serveReadiness() throws IOException {
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port("TODO_MANAGEMENT_PORT")), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    private static int port(String variable) {
        return Integer.parseInt(System.getenv(variable));
    }
}
