package io.todosystem.bff.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.todosystem.bff.problem.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class HeaderPropertyTest {
    private static final String IF_MATCH = "If-Match";

    @Property
    void a_list_of_tags_is_read_as_it_was_written(
            @ForAll @NotEmpty List<@From("tags") String> tags, @ForAll boolean weak) {
        var header = tags.stream().map(tag -> (weak ? "W/" : "") + tag).collect(Collectors.joining(" , "));
        assertThat(EntityTags.parse(IF_MATCH, header)).isEqualTo(new EntityTags(false, tags));
    }

    @Property
    void anything_else_in_the_place_of_tags_is_400(@ForAll("headers") String header) {
        assertIfRefusedThen(HttpStatus.BAD_REQUEST, catchThrowable(() -> EntityTags.parse(IF_MATCH, header)));
    }

    @Property(tries = 20)
    void no_list_of_tags_takes_long(@ForAll("pieces") String piece, @ForAll @IntRange(min = 1, max = 8_000) int often) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(2), () -> catchThrowable(() -> EntityTags.parse(IF_MATCH, piece.repeat(often))));
    }

    @Property
    void a_key_is_visible_or_refused(@ForAll("headers") String header) {
        var request = HttpRequest.POST("/", "").header(IdempotencyKey.HEADER, header);
        var thrown = catchThrowable(() -> assertThat(IdempotencyKey.of(request)).matches("[!-~]{1,64}"));
        assertIfRefusedThen(HttpStatus.BAD_REQUEST, thrown);
    }

    @Property
    void an_id_is_read_in_any_case(@ForAll long most, @ForAll long least) {
        var id = new UUID(most, least).toString();
        assertThat(PathId.of(id, "X")).isEqualTo(id);
        assertThat(PathId.of(id.toUpperCase(Locale.ROOT), "X")).isEqualTo(id);
    }

    @Property
    void what_is_no_id_is_as_unknown_as_any(@ForAll String text) {
        assertThatCode(() -> PathId.of(text, "TASK_NOT_FOUND")).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.status().getCode()).isEqualTo(404);
            assertThat(refusal.code()).isEqualTo("TASK_NOT_FOUND");
        });
    }

    private static void assertIfRefusedThen(HttpStatus status, Throwable thrown) {
        if (thrown != null) {
            assertThat(thrown).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat((Object) refusal.status())
                    .isEqualTo(status));
        }
    }

    @Provide
    Arbitrary<String> tags() {
        return Arbitraries.strings()
                .withChars('!')
                .withCharRange('#', '~')
                .withCharRange('\u0080', '\u00ff')
                .ofMaxLength(40)
                .map(text -> '"' + text + '"');
    }

    /** What the server lets through as a header's value, with much of what tags are made of. */
    @Provide
    Arbitrary<String> headers() {
        return Arbitraries.strings()
                .withChars('"', ',', 'W', '/', ' ', '\t', '*')
                .withCharRange('!', '~')
                .ofMaxLength(100)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of("\"", ",", " ", "W/", "W/\"a\" ", "\"a\"", "\t,", "\"a", "*");
    }
}
