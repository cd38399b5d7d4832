package io.todosystem.bff.task;

import io.todosystem.bff.json.MergePatch;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/** The gateway judges no dates, it must only not lose or mend any: whoever knows calendars sees what was written. */
class DuePropertyTest {
    @Property
    void what_was_written_is_what_the_service_sees(
            @ForAll("texts") String date, @ForAll("texts") String time, @ForAll("texts") String zone) {
        var proto = new Due(date, time, zone).proto();
        assertThat(proto.getDate()).isEqualTo(date == null ? "" : date);
        assertThat(proto.getTime()).isEqualTo(time == null ? "" : time);
        assertThat(proto.getZone()).isEqualTo(zone == null ? "" : zone);
    }

    @Property
    void a_day_and_a_time_come_back_as_they_went(@ForAll("words") String first, @ForAll("words") String second) {
        var day = new Due(first, null, null);
        var time = new Due(null, first, second);
        assertThat(Due.from(day.proto())).isEqualTo(day);
        assertThat(Due.from(time.proto())).isEqualTo(time);
    }

    @Property
    void a_patch_masks_exactly_its_members(@ForAll Set<@From("members") String> members) {
        var nothing = new TaskChange(null, null, null, null, null);
        assertThat(TaskChange.mask(new MergePatch<>(nothing, members)).getPathsList())
                .containsExactlyInAnyOrderElementsOf(members);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().ofMaxLength(40).injectNull(0.2);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings().ofMinLength(1).ofMaxLength(40);
    }

    @Provide
    Arbitrary<String> members() {
        return Arbitraries.of("title", "description", "priority", "due", "tags");
    }
}
