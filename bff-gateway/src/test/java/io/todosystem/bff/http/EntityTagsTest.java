package io.todosystem.bff.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.todosystem.bff.problem.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EntityTagsTest {
    @Test
    void one_tag_is_read() {
        assertThat(EntityTags.parse("If-Match", "\"3\"").tags()).containsExactly("\"3\"");
    }

    @Test
    void a_list_is_read_whatever_its_spaces_and_empty_elements() {
        assertThat(EntityTags.parse("If-Match", " \"3\" ,,\"a,b\",\"\" , ").tags())
                .containsExactly("\"3\"", "\"a,b\"", "\"\"");
    }

    @Test
    void a_tag_that_a_proxy_weakened_is_ours_again() {
        assertThat(EntityTags.parse("If-Match", "W/\"3\"").tags()).containsExactly("\"3\"");
    }

    @Test
    void a_star_stands_for_any() {
        assertThat(EntityTags.parse("If-Match", " * ").any()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", ",", "3", "\"3", "3\"", "\"3\" \"4\"", "w/\"3\"", "\"a\u0001\"", "*, \"3\"", "\"a\"b\""
            })
    void what_is_no_list_of_tags_is_refused(String value) {
        assertThatThrownBy(() -> EntityTags.parse("If-Match", value)).isInstanceOf(Refusal.class);
    }

    @Test
    void a_long_header_is_read_in_no_time() {
        var tags = EntityTags.parse("If-Match", "\"3\",".repeat(2_000)).tags();
        assertThat(tags).hasSize(2_000);
    }

    @Test
    void if_none_match_knows_the_tag_in_any_of_its_lines() {
        var request = HttpRequest.GET("/")
                .header(HttpHeaders.IF_NONE_MATCH, "\"1\"")
                .header(HttpHeaders.IF_NONE_MATCH, "W/\"2\"");
        assertThat(EntityTags.isKnown(request, "\"2\"")).isTrue();
        assertThat(EntityTags.isKnown(request, "\"3\"")).isFalse();
        assertThat(EntityTags.isKnown(HttpRequest.GET("/"), "\"3\"")).isFalse();
    }
}
