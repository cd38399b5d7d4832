package io.todosystem.notification.delivery;

import io.todosystem.notification.link.Link;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MailTest {

    private static final URI PUBLIC_URL = URI.create("https://todo.example.com/?a=1&b=2");

    @Test
    void the_html_part_shows_text_and_never_runs_it() {
        Mail mail = mail("\"<script>alert('x')</script>\" is done", "A & B");

        assertThat(mail.html())
                .contains("&quot;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; is done", "A &amp; B")
                .contains("href=\"https://todo.example.com/?a=1&amp;b=2\"")
                .doesNotContain("<script");
    }

    @Test
    void the_text_part_says_it_as_it_is() {
        Mail mail = mail("\"<b>\" is done", "You completed it.");

        assertThat(mail.text()).isEqualTo("""
                        "<b>" is done

                        You completed it.

                        Open todo-system: https://todo.example.com/?a=1&b=2
                        """);
    }

    @Test
    void a_link_stands_in_both_parts_with_its_token_behind_the_hash() {
        var link = new Link("Set a new password", "/reset-password", "abc_-1", Duration.ofMinutes(30));

        Mail mail = Mail.about(TestDeliveries.delivery("Title", "Body."), PUBLIC_URL, Optional.of(link));

        assertThat(mail.text()).isEqualTo("""
                        Title

                        Body.

                        Set a new password (good once, for 30 minutes):
                        https://todo.example.com/reset-password#token=abc_-1

                        Its token, for use without a browser: abc_-1

                        Open todo-system: https://todo.example.com/?a=1&b=2
                        """);
        assertThat(mail.html())
                .contains("<a href=\"https://todo.example.com/reset-password#token=abc_-1\">Set a new password</a>")
                .contains("<code>abc_-1</code>");
        assertThat(link.toString() + mail).doesNotContain("abc_-1");
    }

    @Test
    void text_that_looks_like_a_format_is_only_text() {
        assertThat(mail("100%s %1$s %n", "%").html()).contains("<h1 style=\"font-size: 1.25em\">100%s %1$s %n</h1>");
    }

    @Test
    void a_subject_is_one_short_line() {
        assertThat(mail("a\r\nBcc: all@example.com\u2028b", "").subject()).isEqualTo("a Bcc: all@example.com b");
        assertThat(mail("👩".repeat(500), "").subject()).isEqualTo("👩".repeat(119) + "…");
    }

    private static Mail mail(String title, String body) {
        return Mail.about(TestDeliveries.delivery(title, body), PUBLIC_URL, Optional.empty());
    }
}
