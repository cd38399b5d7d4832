package io.todosystem.tasks.task;

import io.todosystem.platform.failure.Failure;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalQuery;

/** When a task is due: on a day, wherever the user is, or at a local time of a zone. */
public sealed interface Due {
    record Day(LocalDate date) implements Due {}

    /** The zone is checked where it is read from users: what is stored may come from one who knew more zones. */
    record Moment(LocalDateTime time, String zone) implements Due {}

    DateTimeFormatter DATE = strict("uuuu-MM-dd");
    DateTimeFormatter TIME = strict("uuuu-MM-dd'T'HH:mm:ss");

    /**
     * Either {@code date}, or {@code time} and {@code zone}; what does not exist is a {@link Failure} naming its field.
     */
    static Due parse(String date, String time, String zone) {
        if (!date.isEmpty()) {
            return new Day(parse("task.due.date", DATE, date, LocalDate::from, "2026-11-30"));
        }
        LocalDateTime local = parse("task.due.time", TIME, time, LocalDateTime::from, "2026-11-30T09:00:00");
        if (known(zone).getRules().getValidOffsets(local).isEmpty()) {
            throw Failure.invalid("task.due.time", "does not exist in " + zone + ": clocks skip it");
        }
        return new Moment(local, zone);
    }

    private static <T> T parse(
            String field, DateTimeFormatter format, String text, TemporalQuery<T> query, String example) {
        // PostgreSQL has no year 0, and a sign or a fifth digit would be more than the contract allows.
        if (text.length() != example.length() || text.startsWith("0000")) {
            throw notLike(field, example);
        }
        try {
            return format.parse(text, query);
        } catch (DateTimeException e) {
            throw notLike(field, example);
        }
    }

    private static Failure notLike(String field, String example) {
        return Failure.invalid(field, "must exist and be written like " + example);
    }

    private static ZoneId known(String id) {
        // Offsets such as +02:00 parse as zones too, but have no place in a calendar.
        if (!ZoneId.getAvailableZoneIds().contains(id)) {
            throw Failure.invalid("task.due.zone", "must be an IANA time zone such as Europe/Berlin");
        }
        return ZoneId.of(id);
    }

    private static DateTimeFormatter strict(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withResolverStyle(ResolverStyle.STRICT);
    }
}
