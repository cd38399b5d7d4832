package io.todosystem.eventing.loop;

import org.jspecify.annotations.Nullable;

/** Why something failed, in one line: for what passes by itself, where a stack trace would bury what matters. */
public final class OneLine {
    private static final int DEEPEST = 16;

    private OneLine() {}

    /** What each of the causes adds, down to the last one with its type. */
    public static String of(Throwable failure) {
        var line = new StringBuilder();
        var cause = failure;
        for (var depth = 0; cause.getCause() != null && depth < DEEPEST; depth++) {
            var below = cause.getCause();
            if (addsTo(below, message(cause))) {
                line.append(message(cause)).append(": ");
            }
            cause = below;
        }
        return line.append(cause.getClass().getSimpleName())
                .append(": ")
                .append(message(cause))
                .toString();
    }

    private static boolean addsTo(Throwable below, String message) {
        return !message.isEmpty() && !message.equals(message(below)) && !message.equals(firstLine(below.toString()));
    }

    private static String message(Throwable failure) {
        return firstLine(failure.getMessage());
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "" : text.lines().findFirst().orElse("").strip();
    }
}
