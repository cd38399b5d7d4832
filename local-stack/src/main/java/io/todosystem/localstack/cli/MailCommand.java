package io.todosystem.localstack.cli;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.mail.Mailbox;
import io.todosystem.localstack.mail.StoredMail;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "mail", description = "Lists the mails that were sent, or prints those to one address, newest last.")
final class MailCommand implements Runnable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final int LISTED = 50;
    private static final int PRINTED = 20;

    @Parameters(paramLabel = "ADDRESS", arity = "0..1", description = "Print the mails to this address.")
    @Nullable
    String address;

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Home home = Homes.current();
        List<StoredMail> mails = Files.isDirectory(home.data("mail"))
                ? new Mailbox(home.data("mail"))
                        .list(address == null ? "" : address, address == null ? LISTED : PRINTED)
                : List.of();
        if (mails.isEmpty()) {
            out.println(address == null ? "No mail yet." : "No mail to " + address + " yet.");
        }
        for (StoredMail mail : mails.reversed()) {
            String to = String.join(", ", mail.recipients());
            if (address == null) {
                out.printf("%s  %-30s  %s%n", TIME.format(mail.received()), to, mail.subject());
            } else {
                out.printf(
                        "Date: %s%nFrom: %s%nTo: %s%nSubject: %s%n%n%s%n%n",
                        TIME.format(mail.received()),
                        mail.from(),
                        to,
                        mail.subject(),
                        mail.text().strip());
            }
        }
        out.flush();
    }
}
