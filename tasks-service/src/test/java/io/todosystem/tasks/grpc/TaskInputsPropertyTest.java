package io.todosystem.tasks.grpc;

import com.google.protobuf.FieldMask;
import io.grpc.Status.Code;
import io.todosystem.platform.failure.Failure;
import io.todosystem.proto.tasks.v1.Due;
import io.todosystem.proto.tasks.v1.TaskInput;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class TaskInputsPropertyTest {
    @Property
    void whatever_a_user_writes_is_taken_or_pointed_at(
            @ForAll String title,
            @ForAll String description,
            @ForAll @Size(max = 5) List<String> tags,
            @ForAll("dates") String date,
            @ForAll("times") String time,
            @ForAll("zones") String zone,
            @ForAll int priority) {
        var input = TaskInput.newBuilder()
                .setTitle(title)
                .setDescription(description)
                .addAllTags(tags)
                .setPriorityValue(priority)
                .setDue(Due.newBuilder().setDate(date).setTime(time).setZone(zone))
                .build();
        assertTakenOrPointedAt(catchThrowable(() -> TaskInputs.creation(input)));
    }

    @Property
    void whatever_a_mask_names_is_taken_or_pointed_at(@ForAll List<@From("paths") String> paths) {
        var mask = FieldMask.newBuilder().addAllPaths(paths).build();
        assertTakenOrPointedAt(catchThrowable(
                () -> TaskInputs.patch(TaskInput.newBuilder().setTitle("x").build(), mask)));
    }

    @Property
    void every_day_of_the_calendar_is_taken(@ForAll @LongRange(min = -719_162, max = 2_932_896) long day) {
        var date = LocalDate.ofEpochDay(day);
        var due = Due.newBuilder().setDate(date.toString()).build();
        var patch = TaskInputs.creation(
                TaskInput.newBuilder().setTitle("x").setDue(due).build());
        assertThat(patch.due()).isEqualTo(new io.todosystem.tasks.task.Due.Day(date));
    }

    @Property
    void a_version_is_read_as_it_was_written(@ForAll @LongRange(min = 0, max = 999_999_999_999_999_999L) long version) {
        assertThat(Etags.version(Etags.of(version))).isEqualTo(version);
    }

    @Property
    void any_other_tag_is_pointed_at(@ForAll("tags") String etag) {
        assertTakenOrPointedAt(catchThrowable(() -> Etags.version(etag)));
    }

    private static void assertTakenOrPointedAt(Throwable thrown) {
        if (thrown != null) {
            assertThat(thrown).isInstanceOfSatisfying(Failure.class, failure -> {
                assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
                assertThat(failure.violations()).isNotEmpty();
            });
        }
    }

    @Provide
    Arbitrary<String> dates() {
        return Arbitraries.oneOf(
                Arbitraries.strings().numeric().withChars('-', '+').ofMaxLength(11),
                Arbitraries.of("", "2026-02-29", "0000-01-01", "2026-11-30"));
    }

    @Provide
    Arbitrary<String> times() {
        return Arbitraries.oneOf(
                Arbitraries.strings().numeric().withChars('-', ':', 'T', 'Z').ofMaxLength(20),
                Arbitraries.of("", "2026-03-29T02:30:00", "2026-11-30T24:00:00", "2026-11-30T09:00:60"));
    }

    @Provide
    Arbitrary<String> zones() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20),
                Arbitraries.of(
                        "Europe/Berlin", "+02:00", "Z", "UTC", "europe/berlin", "SystemV/PST8", "../etc/passwd"));
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.oneOf(
                Arbitraries.of("title", "due", "tags", "priority", "description"),
                Arbitraries.strings().ofMaxLength(8));
    }

    @Provide
    Arbitrary<String> tags() {
        return Arbitraries.strings()
                .numeric()
                .withChars('"', '-', '+', ' ', 'W', '/')
                .ofMaxLength(25);
    }
}
