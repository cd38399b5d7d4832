package io.todosystem.localstack.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Mails as files ({@code .eml}) in one folder: each is there whole or not at all, and only the newest are kept.
 *
 * <p>One process adds; any number may read at the same time.
 */
public final class Mailbox {
    static final int KEPT = 2_000;
    /** Of one mail; a mailbox is for mails that people read. */
    private static final int LONGEST_READ = 1024 * 1024;

    private static final String SUFFIX = ".eml";
    private static final Pattern ID = Pattern.compile("\\d{13,19}-\\d{1,19}");
    /** By time, and of the same millisecond by number: a process begins to count anew. */
    private static final Comparator<Path> NEWEST_FIRST = Comparator.<Path>comparingLong(file -> part(file, 0))
            .thenComparingLong(file -> part(file, 1))
            .reversed();

    private final Path folder;
    private final AtomicLong number = new AtomicLong();

    public Mailbox(Path folder) {
        this.folder = folder;
    }

    /** Keeps the mail and returns when it is on disk. */
    void add(MimeMessage mail, String recipient) throws IOException, MessagingException {
        MimeMessage copy = new MimeMessage(mail);
        copy.setHeader(MailReader.DELIVERED_TO, recipient.toLowerCase(Locale.ROOT));
        String id = System.currentTimeMillis() + "-" + number.incrementAndGet();
        Path fresh = folder.resolve(id + ".new");
        try (OutputStream file = Files.newOutputStream(fresh)) {
            copy.writeTo(file);
        }
        Files.move(fresh, folder.resolve(id + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
        forgetOldest();
    }

    /** The newest first; only those to {@code recipient} unless it is empty. */
    public List<StoredMail> list(String recipient, int limit) {
        return list(recipient, limit, MailReader::read);
    }

    /** The same without their texts. */
    List<StoredMail> heads(String recipient, int limit) {
        return list(recipient, limit, MailReader::head);
    }

    private List<StoredMail> list(String recipient, int limit, Reading reading) {
        String wanted = recipient.strip().toLowerCase(Locale.ROOT);
        return newestFirst().stream()
                .flatMap(file -> read(file, reading).stream())
                .filter(mail -> wanted.isEmpty() || mail.recipients().contains(wanted))
                .limit(limit)
                .toList();
    }

    /** One mail, if there is one of this id; of one that is too large the beginning. */
    public Optional<StoredMail> get(String id) {
        return ID.matcher(id).matches() ? read(folder.resolve(id + SUFFIX), MailReader::read) : Optional.empty();
    }

    private List<Path> newestFirst() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted(NEWEST_FIRST)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void forgetOldest() throws IOException {
        for (Path old : newestFirst().stream().skip(KEPT).toList()) {
            Files.deleteIfExists(old);
        }
    }

    private static Optional<StoredMail> read(Path file, Reading reading) {
        try (InputStream source = Files.newInputStream(file)) {
            String id = idOf(file);
            Instant received = Instant.ofEpochMilli(Long.parseLong(id.substring(0, id.indexOf('-'))));
            return Optional.of(reading.read(id, received, source.readNBytes(LONGEST_READ)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Reading {
        StoredMail read(String id, Instant received, byte[] source);
    }

    private static long part(Path file, int index) {
        return Long.parseLong(idOf(file).split("-", 2)[index]);
    }

    private static String idOf(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }
}
