package io.todosystem.eventing.admin;

import io.todosystem.eventing.outbox.Resend;
import java.time.Instant;

/** What is left of a resending, as text between two calls. */
final class ResendTokens {
    private ResendTokens() {}

    static String write(Resend.Part rest) {
        return rest.end() + " " + rest.afterId();
    }

    static Resend.Part read(Instant since, String text) {
        var space = text.indexOf(' ');
        return new Resend.Part(
                since, Instant.parse(text.substring(0, space)), Long.parseLong(text.substring(space + 1)));
    }
}
