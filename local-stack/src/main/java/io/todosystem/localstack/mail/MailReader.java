package io.todosystem.localstack.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a mail for people. Anybody may send one: a header that makes no sense is empty, and a mail whose text cannot be
 * read shows its source instead.
 */
public final class MailReader {
    static final String DELIVERED_TO = "X-Delivered-To";

    private static final int LONGEST_HEADER = 1_000;

    /** To read a level is to search all that lies in it. */
    private static final int DEEPEST = 10;

    private MailReader() {}

    public static StoredMail read(String id, Instant received, byte[] file) {
        MimeMessage mail = parsed(file);
        return stored(
                id,
                received,
                mail,
                readable(() -> first(mail, "text/plain", 0), () -> new String(file, StandardCharsets.ISO_8859_1)),
                readable(() -> first(mail, "text/html", 0), () -> ""));
    }

    /** Without its texts. */
    static StoredMail head(String id, Instant received, byte[] file) {
        return stored(id, received, parsed(file), "", "");
    }

    private static StoredMail stored(String id, Instant received, MimeMessage mail, String text, String html) {
        return new StoredMail(
                id,
                received,
                readable(() -> from(mail), () -> ""),
                readable(() -> texts(mail.getHeader(DELIVERED_TO)), List::of),
                readable(() -> text(mail.getSubject()), () -> ""),
                readable(() -> text(mail.getMessageID()), () -> ""),
                text,
                html);
    }

    private static MimeMessage parsed(byte[] file) {
        Session session = Session.getInstance(new Properties());
        return readable(() -> new MimeMessage(session, new ByteArrayInputStream(file)), () -> new MimeMessage(session));
    }

    /** The first part of this type; empty if there is none. */
    private static String first(Part part, String mimeType, int depth) throws MessagingException, IOException {
        if (depth > DEEPEST) {
            throw new MessagingException("parts in parts in parts");
        }
        if (part.isMimeType(mimeType)) {
            if (part.getContent() instanceof String text) {
                return text;
            }
            throw new MessagingException("the text has an unknown encoding");
        }
        return part.getContent() instanceof Multipart parts ? firstOf(parts, mimeType, depth) : "";
    }

    private static String firstOf(Multipart parts, String mimeType, int depth) throws MessagingException, IOException {
        for (int i = 0; i < parts.getCount(); i++) {
            String found = first(parts.getBodyPart(i), mimeType, depth + 1);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    private static String from(MimeMessage mail) throws MessagingException {
        Address[] from = mail.getFrom();
        return from == null || from.length == 0 ? "" : text(from[0].toString());
    }

    private static List<String> texts(String @Nullable [] header) {
        return header == null ? List.of() : List.of(header);
    }

    private static String text(@Nullable String header) {
        return header == null ? "" : header.substring(0, Math.min(header.length(), LONGEST_HEADER));
    }

    private static <T> T readable(Reading<T> reading, Supplier<T> otherwise) {
        try {
            return reading.read();
        } catch (MessagingException | IOException | RuntimeException e) { // the parser's own choice for nonsense
            return otherwise.get();
        }
    }

    private interface Reading<T> {
        T read() throws MessagingException, IOException;
    }
}
