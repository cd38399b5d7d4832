package io.todosystem.bff.json;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.core.type.Argument;
import io.todosystem.bff.problem.Problem;
import io.todosystem.bff.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class StrictJsonTest {
    enum Colour {
        RED,
        BLUE
    }

    @Introspected
    record Wheel(String size, @Nullable Colour rimColour) {}

    @Introspected
    record Cart(
            String ownerName,
            @Nullable List<String> tags,
            @Nullable Wheel wheel) {}

    private final StrictJson<Cart> json = new StrictJson<>();

    @Test
    void members_are_the_components_in_snake_case() {
        var cart = read(
                "{\"owner_name\": \"Ada\", \"tags\": [\"a\"], \"wheel\": {\"size\": \"L\", \"rim_colour\": \"RED\"}}");
        assertThat(cart).isEqualTo(new Cart("Ada", List.of("a"), new Wheel("L", Colour.RED)));
    }

    @Test
    void what_may_be_null_may_be_absent() {
        assertThat(read("{\"owner_name\": \"Ada\", \"tags\": null}")).isEqualTo(new Cart("Ada", null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                     | /owner_name      | is required",
                "{\"owner_name\": null}                                 | /owner_name      | must not be null",
                "{\"owner_name\": 7}                                    | /owner_name      | must be a string",
                "{\"owner_name\": true}                                 | /owner_name      | must be a string",
                "{\"owner_name\": [\"x\"]}                              | /owner_name      | must be a string",
                "{\"owner_name\": \"x\", \"ownerName\": \"x\"}          | /ownerName       | is unknown here",
                "{\"owner_name\": \"x\", \"a/b~c\": 1}                  | /a~1b~0c         | is unknown here",
                "{\"owner_name\": \"x\", \"tags\": \"a\"}               | /tags            | must be an array",
                "{\"owner_name\": \"x\", \"tags\": [\"a\", null]}       | /tags/1          | must be a string",
                "{\"owner_name\": \"x\", \"wheel\": []}                 | /wheel           | must be an object",
                "{\"owner_name\": \"x\", \"wheel\": {\"size\": \"L\", \"rim_colour\": \"red\"}} | /wheel/rim_colour | must be one of RED, BLUE",
                "{\"owner_name\": \"x\", \"wheel\": {\"size\": \"L\", \"rim_colour\": 0}}       | /wheel/rim_colour | must be one of RED, BLUE",
                "{\"owner_name\": \"a\\u0000b\"}                        | /owner_name      | must not contain the character NUL",
                "{\"owner_name\": \"a\\ud800b\"}                        | /owner_name      | must not contain half of a surrogate pair",
                "[]                                                     | ''               | must be an object",
                "\"x\"                                                  | ''               | must be an object",
                "null                                                   | ''               | must be an object",
            })
    void a_refusal_points_at_the_member(String body, String pointer, String detail) {
        assertThat(refusal(body.getBytes(StandardCharsets.UTF_8)).errors())
                .containsExactly(new Problem.Fault(pointer, detail));
    }

    @Test
    void all_members_at_fault_are_told_at_once() {
        assertThat(refusal("{\"tags\": 1, \"x\": 2}".getBytes(StandardCharsets.UTF_8))
                        .errors())
                .extracting(Problem.Fault::pointer)
                .containsExactlyInAnyOrder("/owner_name", "/tags", "/x");
    }

    @Test
    void a_flood_of_faults_is_cut() {
        var body = new StringBuilder("{");
        for (int i = 0; i < 1_000; i++) {
            body.append("\"m").append(i).append("\": 1,");
        }
        body.append("\"z\": 1}");
        assertThat(refusal(body.toString().getBytes(StandardCharsets.UTF_8)).errors())
                .hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "{",
                "{\"owner_name\": \"x\"",
                "{\"owner_name\": 'x'}",
                "{owner_name: \"x\"}",
                "{\"owner_name\": \"x\",}",
                "{\"owner_name\": \"x\"} {}",
                "{\"owner_name\": NaN}",
                "{\"owner_name\": \"a\nb\"}",
                "/* no */ {\"owner_name\": \"x\"}",
                "\ufeff{\"owner_name\": \"x\"}",
            })
    void what_is_not_json_is_refused(String body) {
        assertThat(refusal(body.getBytes(StandardCharsets.UTF_8)).code()).isEqualTo("MALFORMED_JSON");
    }

    @Test
    void a_member_given_twice_is_refused_where_it_stands() {
        var refusal = refusal("{\"wheel\": {\"size\": \"L\", \"size\": \"M\"}}".getBytes(StandardCharsets.UTF_8));
        assertThat(refusal.errors()).containsExactly(new Problem.Fault("/wheel/size", "A member is given twice."));
    }

    @Test
    void deep_nesting_is_refused() {
        var refusal = refusal(("{\"tags\":" + "[".repeat(50_000)).getBytes(StandardCharsets.UTF_8));
        assertThat(refusal.code()).isEqualTo("MALFORMED_JSON");
        assertThat(refusal.getMessage()).contains("too deeply");
    }

    @Test
    void nesting_ends_at_sixteen_and_values_at_twenty_thousand() {
        assertThat(refusal("[".repeat(16) + "]".repeat(16))).hasMessageNotContaining("too deeply");
        assertThat(refusal("[".repeat(17) + "]".repeat(17))).hasMessageContaining("too deeply");
        assertThat(refusal("[1" + ",1".repeat(19_997) + "]")).hasMessageNotContaining("too many");
        assertThat(refusal("[1" + ",1".repeat(20_000) + "]")).hasMessageContaining("too many");
    }

    @Test
    void other_encodings_are_refused() {
        assertThat(refusal("{\"owner_name\": \"x\"}".getBytes(StandardCharsets.UTF_16))
                        .code())
                .isEqualTo("MALFORMED_JSON");
        assertThat(refusal(new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'}).code())
                .isEqualTo("MALFORMED_JSON");
    }

    @Test
    void a_refusal_never_repeats_a_value() {
        var refusal = refusal(
                "{\"owner_name\": \"x\", \"tags\": \"hunter2\", \"wheel\": hunter2}".getBytes(StandardCharsets.UTF_8));
        assertThat(refusal.getMessage() + refusal.errors()).doesNotContain("hunter2");
    }

    @Test
    void a_patch_tells_null_from_absent() {
        var patch = new StrictJson<MergePatch<Cart>>()
                .read(
                        Argument.of(mergePatch(), Cart.class),
                        "{\"owner_name\": \"x\", \"tags\": null}".getBytes(StandardCharsets.UTF_8));
        assertThat(patch.members()).containsExactlyInAnyOrder("owner_name", "tags");
        assertThat(patch.values()).isEqualTo(new Cart("x", null, null));
    }

    @SuppressWarnings("unchecked") // the class of a generic type
    static Class<MergePatch<Cart>> mergePatch() {
        return (Class<MergePatch<Cart>>) (Class<?>) MergePatch.class;
    }

    private Cart read(String body) {
        return json.read(Argument.of(Cart.class), body.getBytes(StandardCharsets.UTF_8));
    }

    private Refusal refusal(String body) {
        return refusal(body.getBytes(StandardCharsets.UTF_8));
    }

    private Refusal refusal(byte[] body) {
        return catchThrowableOfType(Refusal.class, () -> json.read(Argument.of(Cart.class), body));
    }
}
