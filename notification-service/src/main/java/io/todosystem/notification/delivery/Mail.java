package io.todosystem.notification.delivery;

import java.net.URI;

/** What a mail says: the same in plain text and in HTML. */
record Mail(String subject, String text, String html) {

    private static final int LONGEST_SUBJECT = 120;

    static Mail about(Delivery delivery, URI publicUrl) {
        String text = """
                %s

                %s

                Open todo-system: %s
                """.formatted(delivery.title(), delivery.body(), publicUrl);
        String html = """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%1$s</title></head>
                <body style="font-family: sans-serif">
                <h1 style="font-size: 1.25em">%1$s</h1>
                <p>%2$s</p>
                <p><a href="%3$s">Open todo-system</a></p>
                </body>
                </html>
                """.formatted(escape(delivery.title()), escape(delivery.body()), escape(publicUrl.toString()));
        return new Mail(subject(delivery.title()), text, html);
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
