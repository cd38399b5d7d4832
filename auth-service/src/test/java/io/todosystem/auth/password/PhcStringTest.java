package io.todosystem.auth.password;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

final class PhcStringTest {
    private static final String TEXT =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    @Test
    void what_was_read_is_written_alike() {
        PhcString read = PhcString.parse(TEXT);

        assertThat(read.memoryKib()).isEqualTo(65536);
        assertThat(read.iterations()).isEqualTo(2);
        assertThat(read.parallelism()).isEqualTo(1);
        assertThat(read.saltBytes()).asString().isEqualTo("somesalt");
        assertThat(read.text()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=16$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$",
                "$argon2id$v=19$m=99999999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            })
    void another_form_is_refused_and_not_shown(String text) {
        assertThatIllegalStateException()
                .isThrownBy(() -> PhcString.parse(text))
                .withMessage("A stored password hash is not one of Argon2id, version 19");
    }

    @Test
    void neither_hash_nor_salt_shows_in_text() {
        assertThat(PhcString.parse(TEXT)).hasToString("hash");
    }
}
