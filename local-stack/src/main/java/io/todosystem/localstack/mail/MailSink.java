package io.todosystem.localstack.mail;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The mail sink's process: takes mail for every address, confirms it once it is on disk, and shows it on a web page.
 *
 * <p>Arguments: folder, SMTP port, HTTP port.
 */
final class MailSink {
    private static final String HOST = "127.0.0.1";

    private MailSink() {}

    public static void main(String[] arguments) throws IOException {
        Mailbox mailbox = new Mailbox(Path.of(arguments[0]));
        GreenMail smtp =
                new GreenMail(new ServerSetup(Integer.parseInt(arguments[1]), HOST, ServerSetup.PROTOCOL_SMTP));
        UserManager users = smtp.getUserManager();
        users.setMessageDeliveryHandler((message, address) -> {
            keep(mailbox, message.getMessage(), address.getEmail());
            return user(users);
        });
        smtp.start();
        new MailboxPages(mailbox).serve(Integer.parseInt(arguments[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(smtp::stop));
    }

    private static void keep(Mailbox mailbox, MimeMessage mail, String recipient) throws MessagingException {
        try {
            mailbox.add(mail, recipient);
        } catch (IOException e) {
            throw new MessagingException("the mail cannot be kept", e);
        }
    }

    private static GreenMailUser user(UserManager users) throws UserException {
        GreenMailUser everybody = users.getUser("everybody");
        return everybody == null ? users.createUser("everybody@localhost", "everybody", "everybody") : everybody;
    }
}
