package io.todosystem.bench.start;

import io.todosystem.bench.harness.Round;
import io.todosystem.bench.harness.Side;
import io.todosystem.bench.stage.JavaProcess;
import io.todosystem.bench.stage.Processor;
import io.todosystem.localstack.LocalStack;
import io.todosystem.localstack.engine.HttpProbe;
import io.todosystem.localstack.supervise.Launch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One start of a service beside the stack's own, to the moment at which it is ready.
 *
 * @param archive with the archive of classes that the stack keeps, or without it and with {@code options}
 */
record StartSide(String name, LocalStack stack, String service, boolean archive, List<String> options) implements Side {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Override
    public Round run(Duration length) throws IOException {
        long begin = System.nanoTime();
        try (JavaProcess process = start()) {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
            return Round.of(1, elapsed, Processor.of(List.of(process.pid())).used());
        }
    }

    /** Returns when it is ready. */
    JavaProcess start() throws IOException {
        Launch launch = stack.launch(service);
        List<String> command = archive ? launch.command() : withoutArchive(launch.command());
        int management = freePort();
        Map<String, String> environment = new HashMap<>(launch.environment());
        environment.put("TODO_GRPC_PORT", Integer.toString(freePort()));
        environment.put("TODO_MANAGEMENT_PORT", Integer.toString(management));
        JavaProcess process = JavaProcess.start("start-" + service, new Launch(command, environment));
        if (!HttpProbe.awaits(management, "/health/readiness", LIMIT)) {
            process.close();
            throw new IOException(service + " did not get ready; see " + process.log());
        }
        return process;
    }

    /** The options are in a file, those of the archive among them; Java's own archive stays in use. */
    private List<String> withoutArchive(List<String> command) throws IOException {
        Path usual = Path.of(command.get(1).substring(1));
        List<String> lines = new ArrayList<>(Files.readAllLines(usual));
        lines.removeIf(line -> line.contains("SharedArchive"));
        lines.addAll(options);
        Path file = Files.createTempFile("start", ".options");
        file.toFile().deleteOnExit();
        List<String> changed = new ArrayList<>(command);
        changed.set(1, "@" + Files.write(file, lines));
        return changed;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
