package io.todosystem.localstack.mail;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The pages of the mailbox. Everything that came with a mail is escaped. */
final class MailboxHtml {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private MailboxHtml() {}

    static String list(List<StoredMail> mails, String recipient) {
        StringBuilder rows = new StringBuilder();
        for (StoredMail mail : mails) {
            rows.append("""
                    <tr><td>%s</td><td>%s</td><td><a href="/messages/%s">%s</a></td></tr>
                    """.formatted(
                            TIME.format(mail.received()),
                            escape(String.join(", ", mail.recipients())),
                            mail.id(),
                            escape(mail.subject().isEmpty() ? "(no subject)" : mail.subject())));
        }
        String table = mails.isEmpty()
                ? "<p>No mail yet.</p>"
                : "<table><tr><th>Received</th><th>To</th><th>Subject</th></tr>" + rows + "</table>";
        return page("Mailbox", """
                <form><label>To <input name="to" value="%s"></label> <button>Show</button></form>
                %s
                """.formatted(escape(recipient), table));
    }

    static String message(StoredMail mail) {
        String html = mail.html().isEmpty()
                ? ""
                : "<h2>HTML</h2><iframe sandbox srcdoc=\"" + escape(mail.html()) + "\"></iframe>";
        return page(mail.subject(), """
                <p><a href="/">All mails</a></p>
                <dl><dt>From</dt><dd>%s</dd><dt>To</dt><dd>%s</dd><dt>Received</dt><dd>%s</dd>
                <dt>Message-ID</dt><dd>%s</dd></dl>
                <pre>%s</pre>
                %s
                """.formatted(
                        escape(mail.from()),
                        escape(String.join(", ", mail.recipients())),
                        TIME.format(mail.received()),
                        escape(mail.messageId()),
                        escape(mail.text()),
                        html));
    }

    static String notFound() {
        return page("Not found", "<p>There is no such page. <a href=\"/\">All mails</a></p>");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String page(String title, String body) {
        return """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%1$s</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <style>
                body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
                table { border-collapse: collapse; width: 100%% }
                th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #ccc; overflow-wrap: anywhere }
                pre { white-space: pre-wrap; background: #f4f4f4; padding: 1rem }
                dt { font-weight: bold } dd { margin: 0 0 .4rem }
                iframe { width: 100%%; height: 30rem; border: 1px solid #ccc }
                </style></head>
                <body><h1>%1$s</h1>
                %2$s
                </body></html>
                """.formatted(escape(title), body);
    }
}
