package io.todosystem.localstack.engine;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.Ports;
import io.todosystem.localstack.engine.JavaPrograms.Program;
import io.todosystem.localstack.supervise.Component;
import io.todosystem.localstack.supervise.Component.StopSignal;
import io.todosystem.localstack.supervise.Launch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The mail sink: every mail of the stack ends there and none leaves the machine. */
public final class MailEngine {
    private final Home home;
    private final Ports ports;
    private final JavaPrograms programs;

    public MailEngine(Home home, Ports ports, JavaPrograms programs) {
        this.home = home;
        this.ports = ports;
        this.programs = programs;
    }

    public Component component() {
        return new Component("mail", this::launch, this::ready, StopSignal.TERM, Duration.ofSeconds(10));
    }

    private Launch launch() throws IOException {
        Program program = new Program(
                "mail",
                "local-stack",
                "io.todosystem.localstack.mail.MailSink",
                List.of(JavaPrograms.QUICK_START, "-Xmx48m", "-XX:ActiveProcessorCount=1"));
        List<String> arguments = List.of(
                home.data("mail").toString(),
                Integer.toString(ports.of(Ports.SMTP)),
                Integer.toString(ports.of(Ports.MAILBOX)));
        return programs.launch(program, arguments, Map.of());
    }

    private boolean ready() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.of(Ports.SMTP)), 1000);
            socket.setSoTimeout(1000);
            String greeting = new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII);
            return greeting.equals("220") && HttpProbe.succeeds(ports.of(Ports.MAILBOX), "/health");
        }
    }
}
