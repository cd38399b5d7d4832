package io.todosystem.tasks.grpc;

import io.todosystem.platform.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EtagsTest {
    @Test
    void etag_is_the_version_in_quotes() {
        assertThat(Etags.of(3)).isEqualTo("\"3\"");
        assertThat(Etags.version("\"3\"")).isEqualTo(3);
        assertThat(Etags.version("")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3",
                "\"3",
                "\"\"",
                "\"-1\"",
                "\"03\"",
                "\"x\"",
                "W/\"3\"",
                "*",
                "\"3\",\"4\"",
                "\"9999999999999999999\"",
                "\"３\""
            })
    void anything_else_is_refused(String etag) {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> Etags.version(etag))
                .satisfies(failure -> assertThat(failure.violations())
                        .singleElement()
                        .extracting(Failure.FieldViolation::field)
                        .isEqualTo("etag"));
    }
}
