package io.todosystem.platform.grpc;

import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class RequestIdPropertyTest {
    @Property
    void a_plain_one_is_kept(@ForAll("plain") String given) {
        assertThat(RequestId.keepOrMake(given)).isEqualTo(given);
    }

    @Property
    void whatever_comes_a_line_of_a_log_can_hold_it(@ForAll("headers") String given) {
        var id = RequestId.keepOrMake(given);
        assertThat(id).matches("[A-Za-z0-9._-]{1,64}");
        if (!id.equals(given)) {
            assertThat(UUID.fromString(id)).hasToString(id);
        }
    }

    @Provide
    Arbitrary<String> plain() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .numeric()
                .withChars('.', '_', '-')
                .ofMinLength(1)
                .ofMaxLength(64);
    }

    @Provide
    Arbitrary<String> headers() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars('a', '-', '\n', '\r', ' ', '%').ofMaxLength(80),
                Arbitraries.strings().ofMaxLength(80));
    }
}
