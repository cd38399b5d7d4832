package io.todosystem.bench.events.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A program's side of the talk with the measurement that started it: one line in is a verb with its arguments, one line
 * out its answer. It ends when nobody talks to it any more.
 */
public final class Verbs {
    public static final String ANSWER = "= ";
    private static final String FAILURE = "! ";

    private final PrintStream answers;

    private Verbs(PrintStream answers) {
        this.answers = answers;
    }

    /**
     * To be the first of all: from then on the standard output is for answers, and what libraries say goes to the log.
     */
    public static Verbs reserved() {
        var answers = new PrintStream(System.out, true, UTF_8);
        System.setOut(System.err);
        return new Verbs(answers);
    }

    public void serve(Map<String, Verb> verbs) throws IOException {
        answers.println(ANSWER + "ready");
        var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            answers.println(answer(verbs, List.of(line.split(" "))));
        }
    }

    private static String answer(Map<String, Verb> verbs, List<String> words) {
        try {
            var verb = verbs.get(words.getFirst());
            if (verb == null) {
                throw new IllegalArgumentException("no verb " + words.getFirst());
            }
            return ANSWER + verb.run(words.subList(1, words.size()));
        } catch (Exception e) {
            e.printStackTrace();
            return FAILURE + e.toString().replace('\n', ' ');
        }
    }

    /** What a word makes a program do; answers one line. */
    @FunctionalInterface
    public interface Verb {
        String run(List<String> arguments) throws Exception;
    }
}
