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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One start of a service beside the stack's own, to the moment at which it is ready. */
record StartSide(String name, LocalStack stack, String service, List<String> options) implements Side {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Override
    public Round run(Duration length) throws IOException {
        Launch launch = stack.launch(service);
        List<String> command = new ArrayList<>(launch.command());
        command.addAll(2, options); // behind the file of options, so that these win
        int management = freePort();
        Map<String, String> environment = new HashMap<>(launch.environment());
        environment.put("TODO_GRPC_PORT", Integer.toString(freePort()));
        environment.put("TODO_MANAGEMENT_PORT", Integer.toString(management));
        long begin = System.nanoTime();
        try (JavaProcess process = JavaProcess.start("start-" + service, new Launch(command, environment))) {
            if (!HttpProbe.awaits(management, "/health/readiness", LIMIT)) {
                throw new IOException(service + " did not get ready; see " + process.log());
            }
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
            return Round.of(1, elapsed, Processor.of(List.of(process.pid())).used());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
