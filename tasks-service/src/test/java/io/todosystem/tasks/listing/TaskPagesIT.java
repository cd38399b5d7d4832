package io.todosystem.tasks.listing;

import com.google.protobuf.ByteString;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.auth.Role;
import io.todosystem.platform.failure.Failure;
import io.todosystem.tasks.change.Action;
import io.todosystem.tasks.change.Changes;
import io.todosystem.tasks.change.Command;
import io.todosystem.tasks.change.Outcome;
import io.todosystem.tasks.change.Patch;
import io.todosystem.tasks.change.Request;
import io.todosystem.tasks.task.Due;
import io.todosystem.tasks.task.Priority;
import io.todosystem.tasks.task.Task;
import io.todosystem.tasks.task.TaskState;
import io.todosystem.tasks.testing.TasksExtension;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TaskPagesIT {
    @RegisterExtension
    static final TasksExtension TASKS = new TasksExtension();

    private final UUID userId = UUID.randomUUID();
    private final TaskPages pages = TASKS.bean(TaskPages.class);

    @Test
    void user_without_tasks_has_an_empty_page_at_position_zero() {
        assertThat(read("", 50, "")).isEqualTo(new TaskPage(List.of(), "", 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "create_time",
                "update_time",
                "update_time desc",
                "due",
                "due desc",
                "priority",
                "priority desc",
                "title",
                "title desc"
            })
    void pages_put_together_are_the_whole(String orderBy) {
        createMixed(23);
        var whole = read(orderBy, 200, "");
        assertThat(whole.tasks()).hasSize(23);
        assertThat(whole.nextPageToken()).isEmpty();
        for (int size : new int[] {1, 5, 22, 23}) {
            assertThat(readAll(orderBy, size)).isEqualTo(whole.tasks());
        }
    }

    @Test
    void page_is_read_with_the_position_of_its_list() {
        createMixed(3);
        assertThat(read("", 1, "").sequence()).isEqualTo(4);
    }

    @Test
    void date_counts_as_the_end_of_its_day_and_none_comes_last() {
        create("none", null);
        create("day", new Due.Day(LocalDate.of(2026, 11, 30)));
        create("next morning", at("2026-12-01T00:00:00"));
        create("evening", at("2026-11-30T23:59:59"));
        assertThat(titles("due")).containsExactly("evening", "day", "next morning", "none");
        assertThat(titles("due desc")).containsExactly("next morning", "day", "evening", "none");
    }

    @Test
    void titles_are_sorted_as_people_do() {
        List.of("zebra", "Äpfel", "apple", "Banana", "äpfel", "Apple").forEach(title -> create(title, null));
        assertThat(titles("title")).containsExactly("äpfel", "Äpfel", "apple", "Apple", "Banana", "zebra");
    }

    @Test
    void urgent_tasks_come_before_lesser_ones() {
        for (Priority priority : Priority.values()) {
            create(new Patch(priority.name(), "", priority, true, null, List.of()));
        }
        assertThat(titles("priority desc")).containsExactly("URGENT", "HIGH", "MEDIUM", "LOW", "NONE");
    }

    @Test
    void filter_takes_any_of_the_states_and_all_of_the_tags() {
        var open = create(new Patch("open", "", Priority.NONE, true, null, List.of("home", "garden")));
        var done = create(new Patch("done", "", Priority.NONE, true, null, List.of("garden")));
        var cancelled = create(new Patch("cancelled", "", Priority.NONE, true, null, List.of("home")));
        make(Command.of(Action.COMPLETE, done.id(), null));
        make(Command.of(Action.CANCEL, cancelled.id(), null));
        assertThat(filtered(Set.of(TaskState.OPEN, TaskState.DONE), Set.of())).containsExactly("done", "open");
        assertThat(filtered(Set.of(), Set.of("garden"))).containsExactly("done", "open");
        assertThat(filtered(Set.of(), Set.of("garden", "home"))).containsExactly("open");
        assertThat(filtered(Set.of(TaskState.CANCELLED), Set.of("garden"))).isEmpty();
        make(Command.of(Action.DELETE, open.id(), null));
        assertThat(filtered(Set.of(), Set.of("garden"))).containsExactly("done");
    }

    @Test
    void next_page_does_not_mind_that_the_last_task_is_gone() {
        createMixed(6);
        var first = read("title", 3, "");
        make(Command.of(Action.DELETE, first.tasks().getLast().id(), null));
        var second = read("title", 3, first.nextPageToken());
        assertThat(second.tasks()).hasSize(3).doesNotContainAnyElementsOf(first.tasks());
    }

    @Test
    void token_of_the_longest_title_fits_the_contract() {
        create("\ud83d\udeb2".repeat(500), null);
        create("\ud83d\udeb2".repeat(500), null);
        var first = read("title", 1, "");
        assertThat(first.nextPageToken()).hasSizeLessThanOrEqualTo(4096);
        assertThat(read("title", 1, first.nextPageToken()).tasks()).hasSize(1);
    }

    @Test
    void token_is_good_for_its_own_query_only() {
        createMixed(3);
        String token = read("title", 1, "").nextPageToken();
        assertInvalid(query(Set.of(), Set.of(), "title desc"), token);
        assertInvalid(query(Set.of(TaskState.OPEN), Set.of(), "title"), token);
        assertInvalid(query(Set.of(), Set.of("a"), "title"), token);
        assertInvalid(TaskQuery.of(UUID.randomUUID(), Set.of(), Set.of(), "title"), token);
        assertInvalid(query(Set.of(), Set.of(), "title"), token + "A");
        assertInvalid(query(Set.of(), Set.of(), "title"), "nonsense");
    }

    private void assertInvalid(TaskQuery query, String token) {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> pages.read(query, 1, token))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo("INVALID_PAGE_TOKEN"));
    }

    private List<Task> readAll(String orderBy, int size) {
        var all = new ArrayList<Task>();
        String token = "";
        do {
            var page = read(orderBy, size, token);
            assertThat(page.tasks()).hasSizeBetween(1, size);
            all.addAll(page.tasks());
            token = page.nextPageToken();
        } while (!token.isEmpty());
        return all;
    }

    private TaskPage read(String orderBy, int size, String token) {
        return pages.read(query(Set.of(), Set.of(), orderBy), size, token);
    }

    private TaskQuery query(Set<TaskState> states, Set<String> tags, String orderBy) {
        return TaskQuery.of(userId, states, tags, orderBy);
    }

    private List<String> titles(String orderBy) {
        return read(orderBy, 50, "").tasks().stream().map(Task::title).toList();
    }

    private List<String> filtered(Set<TaskState> states, Set<String> tags) {
        return pages.read(query(states, tags, ""), 50, "").tasks().stream()
                .map(Task::title)
                .toList();
    }

    /** With many equals in every order. */
    private void createMixed(int count) {
        for (int i = 0; i < count; i++) {
            Due due = i % 3 == 0
                    ? null
                    : i % 3 == 1 ? new Due.Day(LocalDate.of(2026, 12, i % 2 + 1)) : at("2026-12-01T09:00:00");
            create(new Patch(
                    "title " + i % 4, "", i % 2 == 0 ? Priority.LOW : Priority.URGENT, true, due, List.of("t")));
        }
    }

    private static Due at(String time) {
        return new Due.Moment(LocalDateTime.parse(time), "Europe/Berlin");
    }

    private Task create(String title, @Nullable Due due) {
        return create(new Patch(title, "", Priority.NONE, true, due, List.of()));
    }

    private Task create(Patch fields) {
        return make(Command.create(UUID.randomUUID(), fields));
    }

    private Task make(Command command) {
        var caller = new Caller.User(userId, UUID.randomUUID(), Set.of(Role.USER));
        var request = new Request(caller, "rpc", UUID.randomUUID().toString(), ByteString.EMPTY);
        return switch (TASKS.bean(Changes.class).make(request, command)) {
            case Outcome.Changed(Task task, var list, var replayed) -> task;
            case Outcome.Unchanged(Task task, var list) -> task;
            case Outcome.Refused refused -> throw new AssertionError(refused);
        };
    }
}
