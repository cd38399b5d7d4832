package io.todosystem.notification.event;

import java.util.regex.Pattern;

/** Text of users, made fit for one line. */
final class PlainText {

    /** White space, control characters (line breaks), and the marks that turn the direction of what follows them. */
    private static final Pattern GAP =
            Pattern.compile("[\\s\\p{Cntrl}\\u0085\\u00A0\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+");

    private PlainText() {}

    static String oneLine(String text) {
        return GAP.matcher(text).replaceAll(" ").strip();
    }
}
