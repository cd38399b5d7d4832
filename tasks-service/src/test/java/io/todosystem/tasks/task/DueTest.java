package io.todosystem.tasks.task;

import io.todosystem.platform.failure.Failure;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DueTest {
    @Test
    void date_is_a_day() {
        assertThat(Due.parse("2028-02-29", "", "")).isEqualTo(new Due.Day(LocalDate.of(2028, 2, 29)));
    }

    @Test
    void time_is_local_to_its_zone() {
        assertThat(Due.parse("", "2026-11-30T09:00:00", "Europe/Berlin"))
                .isEqualTo(new Due.Moment(LocalDateTime.of(2026, 11, 30, 9, 0), "Europe/Berlin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0000-01-01", "-026-01-01", "+026-01-01",
                "2026-1-1", "20261130", "30.11.2026", "2026-11-3x", "tomorrow", " 026-11-30", "２０２６-11-30"
            })
    void date_that_does_not_exist_is_refused(String date) {
        assertRefused("task.due.date", date, "", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-30T09:00:00", "2026-11-30T24:00:00", "2026-11-30T09:60:00", "2026-11-30T09:00:60",
                "2026-11-30 09:00:00", "2026-11-30T09:00", "2026-11-30T09:00:00Z", "2026-11-30T09:00:00.5"
            })
    void time_that_does_not_exist_is_refused(String time) {
        assertRefused("task.due.time", "", time, "Europe/Berlin");
    }

    @ParameterizedTest
    @CsvSource({"2026-03-29T02:30:00,Europe/Berlin", "2026-09-27T02:45:00,Pacific/Chatham"})
    void time_that_clocks_skip_is_refused(String time, String zone) {
        assertRefused("task.due.time", "", time, zone);
    }

    @Test
    void time_that_clocks_repeat_is_kept() {
        assertThat(Due.parse("", "2026-10-25T02:30:00", "Europe/Berlin")).isInstanceOf(Due.Moment.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+02:00", "UTC+1", "Europe/Nowhere", "europe/berlin", "CEST"})
    void unknown_zone_is_refused(String zone) {
        assertRefused("task.due.zone", "", "2026-11-30T09:00:00", zone);
    }

    private static void assertRefused(String field, String date, String time, String zone) {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> Due.parse(date, time, zone))
                .satisfies(failure -> assertThat(failure.violations())
                        .singleElement()
                        .extracting(Failure.FieldViolation::field)
                        .isEqualTo(field));
    }
}
