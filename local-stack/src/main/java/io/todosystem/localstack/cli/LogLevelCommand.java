package io.todosystem.localstack.cli;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.Ports;
import io.todosystem.localstack.StackFailure;
import io.todosystem.localstack.control.ControlClient;
import io.todosystem.localstack.service.Services;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "log-level",
        description = {
            "Changes how much a running service logs, until it is restarted.",
            "For example: ./todo log-level tasks io.todosystem.tasks DEBUG, and RESET afterwards."
        })
final class LogLevelCommand implements Runnable {
    private static final Pattern LOGGER = Pattern.compile("[\\w.$-]{1,200}");
    private static final int PATIENCE_MILLIS = 5_000;

    @Parameters(index = "0", paramLabel = "NAME", description = "auth, tasks, notification or bff.")
    String name;

    @Parameters(
            index = "1",
            paramLabel = "LOGGER",
            description = "io.todosystem for all of ours, access for requests, or a library's.")
    String logger;

    @Parameters(
            index = "2",
            paramLabel = "LEVEL",
            description = "TRACE or DEBUG (ours only), INFO, WARN, ERROR, OFF; RESET for that of the start.")
    String level;

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        if (!Services.NAMES.contains(name)) {
            throw new StackFailure(
                    "There is no service " + name + ". There are: " + String.join(", ", Services.NAMES) + ".");
        }
        if (!LOGGER.matcher(logger).matches() || !LOGGER.matcher(level).matches()) {
            throw new StackFailure("A logger is a name such as io.todosystem.tasks, and a level one such as DEBUG.");
        }
        Home home = Homes.current();
        Ports ports = ControlClient.require(home).ports();
        set(ports.management(name), Operator.of(home, ports).token());
        spec.commandLine().getOut().println(name + ": " + logger + " " + level);
        spec.commandLine().getOut().flush();
    }

    private void set(int port, String token) {
        try {
            URI address = URI.create("http://" + Ports.LOOPBACK + ":" + port + "/loglevels/" + logger + "/" + level);
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setRequestMethod("POST");
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setRequestProperty("Authorization", "Bearer " + token);
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new StackFailure(name + " refused: " + said(connection));
            }
        } catch (IOException e) {
            throw new StackFailure("%1$s does not answer. See ./todo ps and ./todo logs %1$s.".formatted(name), e);
        }
    }

    private static String said(HttpURLConnection connection) throws IOException {
        try (var body = connection.getErrorStream()) {
            return body == null
                    ? Integer.toString(connection.getResponseCode())
                    : new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
