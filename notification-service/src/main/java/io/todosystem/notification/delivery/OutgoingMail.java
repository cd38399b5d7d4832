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
 * A mail as it goes over the wire. Its Message-ID is the delivery's: the library would make a new one at each sending.
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
        var message = new OutgoingMail(session, '<' + delivery.id().toString() + '@' + domain + '>');
        message.setFrom(from);
        message.setRecipient(Message.RecipientType.TO, to);
        message.setSubject(mail.subject(), UTF_8.name());
        message.setSentDate(Date.from(delivery.createTime()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setContent(new MimeMultipart("alternative", part(mail.text(), "plain"), part(mail.html(), "html")));
        message.saveChanges();
        return message;
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
