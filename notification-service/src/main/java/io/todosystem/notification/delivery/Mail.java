package io.todosystem.notification.delivery;

import io.todosystem.notification.link.Link;
import java.net.URI;
import java.util.Optional;

/**
 * What a mail says: the same in plain text and in HTML.
 *
 * @param linked whether a link is in it, which each try makes anew, and which ends the one before
 */
record Mail(String subject, String text, String html, boolean linked) {

    private static final int LONGEST_SUBJECT = 120;

    static Mail about(Delivery delivery, URI publicUrl, Optional<Link> link) {
        String text = """
                %s

                %s
                %s
                Open todo-system: %s
                """.formatted(
                        delivery.title(),
                        delivery.body(),
                        link.map(one -> text(one, publicUrl)).orElse(""),
                        publicUrl);
        String html = """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%1$s</title></head>
                <body style="font-family: sans-serif">
                <h1 style="font-size: 1.25em">%1$s</h1>
                <p>%2$s</p>%4$s
                <p><a href="%3$s">Open todo-system</a></p>
                </body>
                </html>
                """.formatted(
                        escape(delivery.title()),
                        escape(delivery.body()),
                        escape(publicUrl.toString()),
                        link.map(one -> html(one, publicUrl)).orElse(""));
        return new Mail(subject(delivery.title()), text, html, link.isPresent());
    }

    private static String text(Link link, URI publicUrl) {
        return """

                %s (good once, for %s):
                %s

                Its token, for use without a browser: %s
                """.formatted(link.action(), link.life(), link.at(publicUrl), link.token());
    }

    private static String html(Link link, URI publicUrl) {
        return """

                <p><a href="%1$s">%2$s</a> (good once, for %3$s)</p>
                <p>Its token, for use without a browser: <code>%4$s</code></p>\
                """.formatted(escape(link.at(publicUrl)), link.action(), link.life(), escape(link.token()));
    }

    @Override
    public String toString() {
        return "Mail";
    }

    /** One short line: a line break in it could begin another header. */
    private static String subject(String title) {
        String line =
                title.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ").strip();
        if (line.codePointCount(0, line.length()) <= LONGEST_SUBJECT) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, LONGEST_SUBJECT - 1)) + '…';
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
