package io.todosystem.bench.load;

import io.todosystem.bench.harness.Round;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The process of a load generator: told on the standard input what to do, answers on the standard output.
 *
 * <p>Arguments: the workload's class, then {@code name=value} for its constructor. It ends when its input ends.
 */
final class LoadGenerator {
    private LoadGenerator() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        Map<String, String> settings = new TreeMap<>();
        for (int i = 1; i < arguments.length; i++) {
            String[] parts = arguments[i].split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        try (Workload workload = Workload.of(arguments[0], settings)) {
            answers.println(Wire.READY);
            obey(workload, answers);
        }
        System.exit(0);
    }

    private static void obey(Workload workload, PrintStream answers) throws IOException {
        var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            answers.println(answer(workload, line.split(" ", -1)));
        }
    }

    private static String answer(Workload workload, String[] command) {
        try {
            Duration length = Duration.ofMillis(Long.parseLong(command[1]));
            int callers = Integer.parseInt(command[2]);
            Round round =
                    switch (command[0]) {
                        case Wire.CLOSED -> ClosedLoop.run(workload, callers, length);
                        case Wire.OPEN -> OpenLoop.run(workload, callers, Double.parseDouble(command[3]), length);
                        default -> throw new IllegalArgumentException(command[0]);
                    };
            return Wire.write(round);
        } catch (Exception e) {
            return Wire.FAILED + " " + e;
        }
    }
}
