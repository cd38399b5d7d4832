package io.todosystem.localstack.mail;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever may send a mail must not be able to hide the others. */
final class HostileMailTest {
    private static final String GOOD = "Subject: good\r\n\r\nHello";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                ":\r\n: :\r\n\r\n",
                "Subject: x",
                "Content-Type: text/plain; charset=no-such-charset\r\n\r\nHello",
                "Content-Type: text/plain; charset=\"\\\r\n\r\nHello",
                "Content-Type: text/plain; charset*=utf-8''%zz\r\n\r\nHello",
                "Content-Type: text/html; charset=\r\n\r\n<b>Hello",
                "Content-Type: multipart/mixed\r\n\r\nno boundary",
                "Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n\r\n--\r\n",
                "Content-Type: multipart/mixed; boundary=b\r\n\r\nno part and no end",
                "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain",
                "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: \0\r\n\r\nx\r\n--b--",
                "Content-Type: /\r\n\r\nHello",
                "Content-Type: text/plain\r\nContent-Transfer-Encoding: uuencode\r\n\r\nno begin",
                "Content-Type: text/plain\r\nContent-Transfer-Encoding: nonsense\r\n\r\nHello",
                "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%%=a=",
                "Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=ZZ=",
                "Content-Type: message/rfc822\r\n\r\nContent-Type: message/rfc822\r\n\r\nx",
                "Content-Type: message/delivery-status\r\n\r\n:::",
                "Content-Type: application/x-java-serialized-object\r\n\r\nrO0ABQ==",
                "From: <<>>,@;:\"\r\nTo: \"\r\nMessage-ID: <\r\n\r\nHello",
                "From: =?x?Q?=ff?=\r\nSubject: =?no-such?B?////?= =?utf-8?Q?=\r\n\r\nHello",
                "From: \r\nSubject: \0\u0001\u001b[2J\r\n\r\n\0",
            })
    void a_mail_that_makes_no_sense_is_listed_among_the_others(String text) throws Exception {
        assertKept(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void parts_in_parts_in_parts_are_shown_as_they_came() {
        StringBuilder nested = new StringBuilder();
        for (int depth = 0; depth < 1_000; depth++) {
            nested.append("Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n".formatted(depth, depth));
        }
        String mail = nested.append("Content-Type: text/plain\r\n\r\nHello").toString();
        assertThat(read(mail.getBytes(StandardCharsets.US_ASCII)).text()).isEqualTo(mail);
    }

    @Test
    void noise_is_shown_in_some_way() {
        Random random = new Random(7);
        byte[] model = ("From: a@example.com\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\n"
                        + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nSGk=\r\n--b--")
                .getBytes(StandardCharsets.US_ASCII);
        for (int round = 0; round < 2_000; round++) {
            byte[] mail = model.clone();
            for (int change = 0; change < 6; change++) {
                mail[random.nextInt(mail.length)] = (byte) random.nextInt(256);
            }
            assertThat(MailboxHtml.message(read(mail))).endsWith("</html>\n");
        }
    }

    private static StoredMail read(byte[] mail) {
        return MailReader.read("1", Instant.EPOCH, mail);
    }

    /** As the sink keeps it, and as it would lie there if the sink had been cut off. */
    private void assertKept(byte[] mail) throws Exception {
        Mailbox mailbox = new Mailbox(folder);
        mailbox.add(parsed(GOOD.getBytes(StandardCharsets.US_ASCII)), "ada@example.com");
        mailbox.add(parsed(mail), "eve@example.com");
        Files.write(folder.resolve("9999999999999-1.eml"), mail);

        assertThat(mailbox.list("ada@example.com", 1))
                .extracting(StoredMail::subject)
                .containsExactly("good");
        assertThat(mailbox.list("eve@example.com", 1)).hasSize(1);
        for (StoredMail kept : mailbox.list("", 3)) {
            assertThat(mailbox.get(kept.id())).contains(kept);
            assertThat(MailboxHtml.message(kept)).endsWith("</html>\n");
        }
        Files.delete(folder.resolve("9999999999999-1.eml"));
    }

    private static MimeMessage parsed(byte[] mail) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
    }
}
