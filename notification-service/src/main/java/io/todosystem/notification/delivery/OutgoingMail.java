package io.todosystem.notification.delivery;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Date;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A mail as it goes over the wire. Its Message-ID is the delivery's, so that mail systems can drop a second copy; the
 * library would make a new one at each sending. With a link in it it is the try's: the copy to keep is the last one.
 */
final class OutgoingMail extends MimeMessage {

    private final String messageId;

    private OutgoingMail(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    static OutgoingMail of(Session session, Delivery delivery, Mail mail, InternetAddress from, InternetAddress to)
            throws MessagingException {
        String domain = from.getAddress().substring(from.getAddress().indexOf('@') + 1);
        var message = new OutgoingMail(session, '<' + local(delivery, mail) + '@' + domain + '>');
        message.setFrom(from);
        message.setRecipient(Message.RecipientType.TO, to);
        message.setSubject(mail.subject(), UTF_8.name());
        message.setSentDate(Date.from(delivery.createTime()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setContent(new MimeMultipart("alternative", part(mail.text(), "plain"), part(mail.html(), "html")));
        message.saveChanges();
        return message;
    }

    private static String local(Delivery delivery, Mail mail) {
        String id = delivery.id().toString();
        return mail.linked() ? id + '.' + delivery.attempt() : id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text, UTF_8.name(), subtype);
        return part;
    }
}
