package io.todosystem.peer.spring;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.grpc.server.ServerBuilderCustomizer;

/**
 * {@code CreateTask} with Spring Boot, Spring gRPC and Spring Data JDBC: the transaction of tasks-service, row by row.
 */
@SpringBootApplication
public class PeerApplication {
    @Value("${TODO_MANAGEMENT_PORT}")
    private int managementPort;

    public static void main(String[] arguments) {
        SpringApplication.run(PeerApplication.class, arguments);
    }

    /** A virtual thread a call, as tasks-service has it; the default is a pool of platform threads. */
    @Bean
    <T extends io.grpc.ServerBuilder<T>> ServerBuilderCustomizer<T> virtualThreads() {
        return builder -> builder.executor(Executors.newVirtualThreadPerTaskExecutor());
    }

    /** What the measurement asks whether it serves. */
    @EventListener(ApplicationReadyEvent.class)
    void serveReadiness() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), managementPort), 0);
        server.createContext("/health/readiness", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }
}
