package io.todosystem.bff.json;

import io.micronaut.core.type.Argument;
import io.todosystem.bff.problem.Problem;
import io.todosystem.bff.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class StrictJsonPropertyTest {
    private static final String BODY = """
            {"owner_name": "Ada \\u00e9 \\ud83d\\ude00", "tags": ["a", "b"], "wheel": {"size": "L", "rim_colour": "RED"}}""";

    private final StrictJson<StrictJsonTest.Cart> json = new StrictJson<>();

    @Property
    void every_text_is_read_as_it_was_written(
            @ForAll("texts") String owner, @ForAll @Size(max = 5) List<@From("texts") String> tags) {
        var body = "{\"owner_name\":" + quoted(owner) + ",\"tags\":["
                + String.join(
                        ",", tags.stream().map(StrictJsonPropertyTest::quoted).toList()) + "]}";
        assertThat(read(body.getBytes(StandardCharsets.UTF_8))).isEqualTo(new StrictJsonTest.Cart(owner, tags, null));
    }

    @Property
    void any_bytes_are_read_or_refused(@ForAll byte[] body) {
        assertReadOrRefused(body);
    }

    /** Nearly right finds more than quite wrong. */
    @Property(tries = 5_000)
    void a_body_with_a_byte_changed_is_read_or_refused(
            @ForAll @IntRange(max = 500) int where, @ForAll @ByteRange(min = -128) byte what) {
        var body = BODY.getBytes(StandardCharsets.UTF_8);
        body[where % body.length] = what;
        assertReadOrRefused(body);
    }

    @Property
    void a_body_that_is_cut_off_is_refused(@ForAll @IntRange(max = 500) int length) {
        var body = BODY.getBytes(StandardCharsets.UTF_8);
        var thrown = catchThrowable(() -> read(Arrays.copyOf(body, length % body.length)));
        assertThat(thrown).isInstanceOf(Refusal.class);
    }

    @Property
    void a_patch_changes_the_members_that_it_names_and_no_other(
            @ForAll Set<@From("members") String> named, @ForAll boolean cleared) {
        var body = named.stream()
                .map(member ->
                        "\"" + member + "\":" + (cleared && !member.equals("owner_name") ? "null" : value(member)))
                .collect(Collectors.joining(",", "{\"owner_name\":\"Ada\"" + (named.isEmpty() ? "" : ","), "}"));
        var patch = new StrictJson<MergePatch<StrictJsonTest.Cart>>()
                .read(
                        Argument.of(StrictJsonTest.mergePatch(), StrictJsonTest.Cart.class),
                        body.getBytes(StandardCharsets.UTF_8));
        assertThat(patch.members())
                .contains("owner_name")
                .hasSize(named.size() + 1)
                .containsAll(named);
        assertThat(patch.values().tags() != null).isEqualTo(named.contains("tags") && !cleared);
        assertThat(patch.values().wheel() != null).isEqualTo(named.contains("wheel") && !cleared);
    }

    @Property
    void a_member_of_any_other_name_is_pointed_at(@ForAll("texts") String name) {
        var body = "{\"owner_name\":\"Ada\"," + quoted("_" + name) + ":1}";
        assertThat(catchThrowable(() -> read(body.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.errors())
                        .extracting(Problem.Fault::pointer)
                        .containsExactly("/_" + name.replace("~", "~0").replace("/", "~1")));
    }

    private static String value(String member) {
        return member.equals("tags") ? "[]" : "{\"size\":\"L\"}";
    }

    private void assertReadOrRefused(byte[] body) {
        var thrown = catchThrowable(() -> read(body));
        if (thrown != null) {
            assertThat(thrown).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(
                            refusal.status().getCode())
                    .isEqualTo(400));
        }
    }

    private StrictJsonTest.Cart read(byte[] body) {
        return json.read(Argument.of(StrictJsonTest.Cart.class), body);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted.append(c < ' ' || c == '"' || c == '\\' ? String.format("\\u%04x", (int) c) : c);
        }
        return quoted.append('"').toString();
    }

    @Provide
    Arbitrary<String> members() {
        return Arbitraries.of("tags", "wheel");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withCharRange('\1', '\ud7ff')
                .withCharRange('\ue000', '\uffff')
                .ofMaxLength(50);
    }
}
