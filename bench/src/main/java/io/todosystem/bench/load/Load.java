package io.todosystem.bench.load;

import io.todosystem.bench.harness.Round;
import io.todosystem.bench.stage.JavaProcess;
import io.todosystem.bench.stage.Processor;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.DataFormatException;

/** A load generator as those see it who give it work. One round at a time. */
public final class Load implements AutoCloseable {
    private final JavaProcess process;
    private final BufferedReader answers;
    private final BufferedWriter commands;

    private Load(JavaProcess process) {
        this.process = process;
        this.answers = process.handle().inputReader(StandardCharsets.UTF_8);
        this.commands = process.handle().outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts the process and returns when its workload is ready. */
    public static Load start(Class<? extends Workload> workload, Map<String, String> settings) throws IOException {
        return startNice(0, workload, settings);
    }

    /** The same, giving way to everything else by so much. */
    public static Load startNice(int niceness, Class<? extends Workload> workload, Map<String, String> settings)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(workload.getName()));
        settings.forEach((name, value) -> arguments.add(name + "=" + value));
        Load load = new Load(
                JavaProcess.pipedAndNice(niceness, "load-" + workload.getSimpleName(), LoadGenerator.class, arguments));
        String answer = load.answers.readLine();
        if (!Wire.READY.equals(answer)) {
            load.close();
            throw new IOException(
                    workload.getSimpleName() + " did not get ready: " + answer + "; see " + load.process.log());
        }
        return load;
    }

    /** {@code callers}, each calling again as soon as it is answered. */
    public Round closed(int callers, Duration length, Collection<Long> servers) throws IOException {
        return tell(servers, "%s %d %d".formatted(Wire.CLOSED, length.toMillis(), callers));
    }

    /** {@code rate} calls a second in the names of {@code callers}, whatever became of those before. */
    public Round open(int callers, double rate, Duration length, Collection<Long> servers) throws IOException {
        return tell(servers, String.format(Locale.ROOT, "%s %d %d %f", Wire.OPEN, length.toMillis(), callers, rate));
    }

    public long pid() {
        return process.pid();
    }

    /** @param servers whose processor time counts beside the generator's own */
    private Round tell(Collection<Long> servers, String command) throws IOException {
        List<Long> all = new ArrayList<>(servers);
        all.add(pid());
        Processor before = Processor.of(all);
        commands.write(command);
        commands.newLine();
        commands.flush();
        String answer = answers.readLine();
        if (answer == null || answer.startsWith(Wire.FAILED)) {
            throw new IOException("the load generator answered " + answer + "; see " + process.log());
        }
        try {
            return Wire.read(answer).withProcessor(before.since());
        } catch (DataFormatException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
