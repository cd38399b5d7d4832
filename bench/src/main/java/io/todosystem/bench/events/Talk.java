package io.todosystem.bench.events;

import io.todosystem.bench.events.program.Verbs;
import io.todosystem.bench.stage.JavaProcess;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The measurement's side of the talk with a program that serves {@link Verbs}. */
public final class Talk implements AutoCloseable {
    private final JavaProcess process;
    private final BufferedReader answers;
    private final BufferedWriter lines;

    /** Returns when the program is ready. */
    public Talk(JavaProcess process) throws IOException {
        this.process = process;
        this.answers = process.handle().inputReader(UTF_8);
        this.lines = process.handle().outputWriter(UTF_8);
        try {
            var unused = answer();
        } catch (IOException e) {
            process.close();
            throw e;
        }
    }

    public String ask(String line) throws IOException {
        lines.write(line);
        lines.newLine();
        lines.flush();
        return answer();
    }

    public long pid() {
        return process.pid();
    }

    private String answer() throws IOException {
        var answer = answers.readLine();
        if (answer == null || !answer.startsWith(Verbs.ANSWER)) {
            throw new IOException("the program answered " + answer + "; see " + process.log());
        }
        return answer.substring(Verbs.ANSWER.length());
    }

    @Override
    public void close() {
        process.close();
    }
}
