package io.todosystem.localstack.mail;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class MailboxTest {
    @TempDir
    Path folder;

    @Test
    void mail_is_found_by_its_recipient_whatever_the_case() throws Exception {
        Mailbox mailbox = new Mailbox(folder);
        mailbox.add(mail("One"), "Ada@Example.com");
        mailbox.add(mail("Two"), "bob@example.com");

        assertThat(mailbox.list("ada@example.COM", 10))
                .extracting(StoredMail::subject)
                .containsExactly("One");
    }

    @Test
    void newest_mail_comes_first() throws Exception {
        Mailbox mailbox = new Mailbox(folder);
        for (int i = 1; i <= 11; i++) {
            mailbox.add(mail("Mail " + i), "ada@example.com");
        }

        List<StoredMail> mails = new Mailbox(folder).list("", 3);

        assertThat(mails).extracting(StoredMail::subject).containsExactly("Mail 11", "Mail 10", "Mail 9");
    }

    @Test
    void a_mail_after_a_restart_is_newer_than_all_before_it() throws Exception {
        Mailbox before = new Mailbox(folder);
        for (int i = 1; i <= 11; i++) {
            before.add(mail("Mail " + i), "ada@example.com");
        }
        long then = System.currentTimeMillis();
        while (System.currentTimeMillis() == then) {
            Thread.onSpinWait();
        }
        new Mailbox(folder).add(mail("After the restart"), "ada@example.com");

        assertThat(before.list("", 1)).extracting(StoredMail::subject).containsExactly("After the restart");
    }

    @Test
    void both_parts_survive_the_way_to_disk() throws Exception {
        Mailbox mailbox = new Mailbox(folder);
        mailbox.add(mail("Grüße"), "ada@example.com");

        StoredMail mail = mailbox.list("", 1).getFirst();

        assertThat(mail.subject()).isEqualTo("Grüße");
        assertThat(mail.text()).isEqualTo("plain ✓");
        assertThat(mail.html()).isEqualTo("<b>rich ✓</b>");
        assertThat(mail.messageId()).isEqualTo("<stable@todo>");
        assertThat(mailbox.get(mail.id())).contains(mail);
    }

    @Test
    void a_mail_of_any_size_is_listed_and_read_from_its_beginning() throws Exception {
        MimeMessage large = mail("Large");
        large.setText("x".repeat(70).concat("\n").repeat(60_000), "US-ASCII");
        large.saveChanges();
        Mailbox mailbox = new Mailbox(folder);
        mailbox.add(large, "ada@example.com");

        assertThat(mailbox.heads("", 1))
                .singleElement()
                .matches(mail -> mail.subject().equals("Large") && mail.text().isEmpty());
        assertThat(mailbox.list("", 1).getFirst().text()).startsWith("xxx").hasSizeBetween(1_000_000, 1_048_576);
    }

    @Test
    void id_cannot_name_a_file_elsewhere() {
        assertThat(new Mailbox(folder).get("../../etc/passwd")).isEmpty();
    }

    @Test
    void page_shows_what_a_mail_says_without_running_it() throws Exception {
        Mailbox mailbox = new Mailbox(folder);
        mailbox.add(mail("<script>alert(1)</script>"), "ada@example.com");
        StoredMail mail = mailbox.list("", 1).getFirst();

        assertThat(MailboxHtml.list(List.of(mail), "\"><script>")).doesNotContain("<script>");
        assertThat(MailboxHtml.message(mail)).doesNotContain("<script>").contains("sandbox srcdoc=\"&lt;b&gt;rich");
    }

    private static MimeMessage mail(String subject) throws MessagingException, IOException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText("plain ✓", "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setContent("<b>rich ✓</b>", "text/html; charset=UTF-8");
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()));
        mail.setFrom(new InternetAddress("todo@example.com"));
        mail.setRecipient(RecipientType.TO, new InternetAddress("ada@example.com"));
        mail.setSubject(subject, "UTF-8");
        mail.setContent(new MimeMultipart("alternative", text, html));
        mail.saveChanges();
        mail.setHeader("Message-ID", "<stable@todo>");
        return mail;
    }
}
