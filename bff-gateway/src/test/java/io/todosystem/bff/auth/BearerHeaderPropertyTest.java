package io.todosystem.bff.auth;

import io.grpc.Status.Code;
import io.micronaut.http.HttpRequest;
import io.todosystem.platform.failure.Failure;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class BearerHeaderPropertyTest {
    @Property
    void a_token_is_read_whatever_the_case_of_the_scheme(
            @ForAll("tokens") String token,
            @ForAll("schemes") String scheme,
            @ForAll @IntRange(min = 1, max = 9) int spaces) {
        assertThat(read(scheme + " ".repeat(spaces) + token)).isEqualTo(token);
    }

    @Property
    void anything_else_is_401(@ForAll("headers") String header) {
        if (header.matches("(?i)bearer +[^ =]+=* *") && header.matches("[ -~]+")) {
            assertThat(read(header))
                    .isEqualTo(header.strip().substring("bearer".length()).strip());
        } else {
            assertRefused(catchThrowable(() -> read(header)));
        }
    }

    @Property
    void a_token_that_is_given_twice_is_401(@ForAll("tokens") String token) {
        var request = HttpRequest.GET("/")
                .header("Authorization", "Bearer " + token)
                .header("Authorization", "Bearer " + token);
        assertRefused(catchThrowable(() -> BearerHeader.token(request)));
    }

    @Property(tries = 20)
    void no_header_takes_long(@ForAll("pieces") String piece, @ForAll @IntRange(min = 1, max = 8_000) int often) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(2), () -> catchThrowable(() -> read("Bearer " + piece.repeat(often))));
    }

    private static String read(String header) {
        return BearerHeader.token(HttpRequest.GET("/").header("Authorization", header));
    }

    private static void assertRefused(Throwable thrown) {
        assertThat(thrown).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(Code.UNAUTHENTICATED);
            assertThat(failure.reason()).isEqualTo("INVALID_TOKEN");
        });
    }

    @Provide
    Arbitrary<String> tokens() {
        return Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars('.', '_', '~', '+', '/', '-')
                .ofMinLength(1)
                .ofMaxLength(200);
    }

    @Provide
    Arbitrary<String> schemes() {
        return Arbitraries.of("Bearer", "bearer", "BEARER");
    }

    @Provide
    Arbitrary<String> headers() {
        return Arbitraries.of("Bearer", "Bearer ", "Basic ", "bearer\t", "").flatMap(start -> Arbitraries.strings()
                .withChars('=', ' ', '.', 'a', '\u00ff')
                .ofMaxLength(8)
                .map(rest -> (start + rest).strip()));
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(" ", "=", "a", "a=", "= ", "a ", "Bearer ");
    }
}
