package io.todosystem.notification.event;

import io.todosystem.notification.feed.Notice;
import io.todosystem.proto.events.v1.DueSnapshot;
import io.todosystem.proto.events.v1.TaskSnapshot;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/** How each change of a task is told. */
enum TaskChange {
    CREATED("task.created", "was added", "added", true),
    UPDATED("task.updated", "was changed", "changed", true),
    COMPLETED("task.completed", "is done", "completed", false),
    REOPENED("task.reopened", "is open again", "reopened", true),
    CANCELLED("task.cancelled", "was cancelled", "cancelled", false),
    DELETED("task.deleted", "was deleted", "deleted", false);

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMMM uuuu 'at' HH:mm", Locale.ENGLISH);

    private final String kind;
    private final String predicate;
    private final String verb;
    private final boolean tellsDue;

    TaskChange(String kind, String predicate, String verb, boolean tellsDue) {
        this.kind = kind;
        this.predicate = predicate;
        this.verb = verb;
        this.tellsDue = tellsDue;
    }

    Notice toldTo(UUID reader, UUID actor, TaskSnapshot task) {
        String title = PlainText.oneLine(task.getTitle());
        String who = reader.equals(actor) ? "You" : "Somebody else";
        return new Notice(
                reader,
                kind,
                (title.isEmpty() ? "A task" : '"' + title + '"') + ' ' + predicate,
                who + ' ' + verb + " it." + (tellsDue && task.hasDue() ? due(task.getDue()) : ""),
                UUID.fromString(task.getId()));
    }

    private static String due(DueSnapshot due) {
        if (!due.getDate().isEmpty()) {
            return " It is due on " + DATE.format(LocalDate.parse(due.getDate())) + '.';
        }
        return " It is due on " + TIME.format(LocalDateTime.parse(due.getTime())) + " (" + due.getZone() + ").";
    }
}
