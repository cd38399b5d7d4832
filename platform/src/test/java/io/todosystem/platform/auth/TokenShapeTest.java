package io.todosystem.platform.auth;

import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.testing.FakeTokens;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What is refused before auth is asked. Whether the rest is genuine only auth can say. */
class TokenShapeTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String KID = "k".repeat(43);
    private static final String GOOD = "'alg':'ES256','typ':'at+jwt','kid':'" + KID + "'";
    private static final String LIVE = "{'exp':" + NOW.plusSeconds(60).getEpochSecond() + "}";

    @Test
    void a_token_like_those_of_auth_passes() {
        assertPasses(jwt("{" + GOOD + "}", LIVE));
        assertPasses(FakeTokens.jwt(NOW.plusSeconds(600)));
        assertPasses("todo_" + "aZ09-_x".repeat(6) + "a");
    }

    @Test
    void clocks_may_differ_by_less_than_half_a_minute() {
        assertPasses(FakeTokens.jwt(NOW.minusSeconds(29)));
        assertRefused(FakeTokens.jwt(NOW.minusSeconds(30)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'alg':'none','typ':'at+jwt','kid':'K'",
                "'alg':'HS256','typ':'at+jwt','kid':'K'",
                "'alg':'RS256','typ':'at+jwt','kid':'K'",
                "'alg':'ES384','typ':'at+jwt','kid':'K'",
                "'alg':'ES256','typ':'JWT','kid':'K'",
                "'alg':'ES256','kid':'K'",
                "'alg':'ES256','typ':'at+jwt'",
                "'alg':'ES256','typ':'at+jwt','kid':''",
                "'alg':'ES256','typ':'at+jwt','kid':7",
                "'alg':'ES256','typ':'at+jwt','kid':'../../../../../../../../../../../dev/null0'",
                "'alg':'ES256','typ':'at+jwt','kid':'x; UNION SELECT key FROM signing_keys LIMIT 1'",
                "'alg':'ES256','typ':'at+jwt','kid':'K','jku':'https://attacker.example/keys'",
                "'alg':'ES256','typ':'at+jwt','kid':'K','x5u':'https://attacker.example/cert'",
                "'alg':'ES256','typ':'at+jwt','kid':'K','jwk':{'kty':'oct','k':'AAAA'}",
                "'alg':'ES256','typ':'at+jwt','kid':'K','crit':['exp'],'exp':1",
                "'alg':'ES256','typ':'at+jwt','kid':'K','b64':false",
                "'alg':'none','alg':'ES256','typ':'at+jwt','kid':'K'",
                "'alg':'ES256','alg':'ES256','typ':'at+jwt','kid':'K'"
            })
    void a_header_that_auth_does_not_write_is_refused(String header) {
        assertRefused(jwt("{" + header.replace("'K'", "'" + KID + "'") + "}", LIVE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}
            {'exp':null}
            {'exp':'tomorrow'}
            {'exp':1}
            {'exp':-1}
            {'exp':1,'exp':99999999999}
            []
            null
            x
            """)
    void claims_that_do_not_say_a_time_to_come_are_refused(String claims) {
        assertRefused(jwt("{" + GOOD + "}", claims));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a.b",
                "a..c",
                "a.b.c",
                "a.b.c.d",
                "a.b.ü",
                "bnVsbA.bnVsbA.bnVsbA",
                "todo_",
                "todo_short",
                "pX3sV0h7bYk1c9Qe5mW2rT8uZ4nL6aJd0fGiHoKxCvB"
            })
    void what_is_no_token_is_refused(String text) {
        assertRefused(text);
    }

    @Test
    void more_than_4_kib_is_refused_unread() {
        assertRefused(FakeTokens.jwt(NOW.plusSeconds(60)) + "c".repeat(4096));
        assertRefused("todo_" + "x".repeat(44));
    }

    private static void assertPasses(String token) {
        assertThatCode(() -> TokenShape.check(token, NOW)).doesNotThrowAnyException();
    }

    private static void assertRefused(String token) {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> TokenShape.check(token, NOW))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo("INVALID_TOKEN"));
    }

    private static String jwt(String header, String claims) {
        return encoded(header) + "." + encoded(claims) + "." + encoded("signature");
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.replace('\'', '"').getBytes(UTF_8));
    }
}
