package io.todosystem.bff.http;

import io.micronaut.http.HttpRequest;
import io.todosystem.bff.problem.Refusal;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IdempotencyKeyTest {
    @Test
    void bare_and_quoted_are_the_same_key() {
        assertThat(key("abc-1")).isEqualTo("abc-1");
        assertThat(key("\"abc-1\"")).isEqualTo("abc-1");
    }

    @Test
    void without_a_key_each_request_has_its_own() {
        var first = IdempotencyKey.of(HttpRequest.POST("/", ""));
        assertThat(UUID.fromString(first)).isNotNull();
        assertThat(IdempotencyKey.of(HttpRequest.POST("/", ""))).isNotEqualTo(first);
    }

    @Test
    void sixty_four_characters_are_the_most() {
        assertThat(key("k".repeat(64))).hasSize(64);
        assertThatThrownBy(() -> key("k".repeat(65))).isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "two words", "\u00e9", "tab\tbed"})
    void what_is_not_visible_ascii_is_refused(String value) {
        assertThatThrownBy(() -> key(value)).isInstanceOf(Refusal.class);
    }

    @Test
    void two_keys_are_refused() {
        var request = HttpRequest.POST("/", "").header("Idempotency-Key", "a").header("Idempotency-Key", "b");
        assertThatThrownBy(() -> IdempotencyKey.of(request)).isInstanceOf(Refusal.class);
    }

    private static String key(String header) {
        return IdempotencyKey.of(HttpRequest.POST("/", "").header("Idempotency-Key", header));
    }
}
