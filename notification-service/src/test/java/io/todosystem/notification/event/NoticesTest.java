package io.todosystem.notification.event;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.todosystem.eventing.consumer.ConsumedEvent;
import io.todosystem.notification.TestEvents;
import io.todosystem.notification.feed.Notice;
import io.todosystem.proto.events.v1.DueSnapshot;
import io.todosystem.proto.events.v1.ListCreated;
import io.todosystem.proto.events.v1.RefreshReuseDetected;
import io.todosystem.proto.events.v1.TaskCompleted;
import io.todosystem.proto.events.v1.TaskCreated;
import io.todosystem.proto.events.v1.TaskSnapshot;
import io.todosystem.proto.events.v1.UserRegistered;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NoticesTest {

    private static final UUID OWNER = UUID.fromString("00000000-0000-7000-8000-000000000001");

    /** Comes after the other in PostgreSQL and before it in Java. */
    private static final UUID ACTOR = UUID.fromString("f0000000-0000-7000-8000-000000000002");

    /** Every message of the contract that tells of one task. */
    static List<Descriptor> taskEvents() {
        return TaskCreated.getDescriptor().getFile().getMessageTypes().stream()
                .filter(message -> message.findFieldByName("task") != null)
                .toList();
    }

    @Test
    void the_contract_has_task_events() {
        assertThat(taskEvents()).hasSizeGreaterThanOrEqualTo(6);
    }

    @ParameterizedTest
    @MethodSource("taskEvents")
    void every_task_event_of_the_contract_is_told(Descriptor descriptor) {
        TaskSnapshot task = TestEvents.task(OWNER, "Buy milk");
        Message event = DynamicMessage.newBuilder(descriptor)
                .setField(descriptor.findFieldByName("task"), task)
                .setField(descriptor.findFieldByName("actor_id"), OWNER.toString())
                .build();
        String kind = "task." + descriptor.getName().substring("Task".length()).toLowerCase(Locale.ROOT);

        assertThat(Notices.about(event(kind, event))).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(kind);
            assertThat(notice.userId()).isEqualTo(OWNER);
            assertThat(notice.subjectId()).hasToString(task.getId());
            assertThat(notice.title()).startsWith("\"Buy milk\" ");
            assertThat(notice.body()).startsWith("You ");
        });
    }

    @Test
    void a_completed_task_is_done() {
        var completed = TaskCompleted.newBuilder()
                .setTask(TestEvents.task(OWNER, "Buy milk"))
                .setActorId(OWNER.toString())
                .build();

        Notice notice = Notices.about(event("task.completed", completed)).getFirst();

        assertThat(notice.title()).isEqualTo("\"Buy milk\" is done");
        assertThat(notice.body()).isEqualTo("You completed it.");
    }

    @Test
    void the_owner_and_another_actor_are_both_told_in_the_order_of_the_locks() {
        for (var owner : List.of(OWNER, ACTOR)) {
            UUID actor = owner.equals(OWNER) ? ACTOR : OWNER;
            var completed = TaskCompleted.newBuilder()
                    .setTask(TestEvents.task(owner, "Buy milk"))
                    .setActorId(actor.toString())
                    .build();

            List<Notice> notices = Notices.about(event("task.completed", completed));

            assertThat(notices).extracting(Notice::userId).containsExactly(OWNER, ACTOR);
            assertThat(notices)
                    .filteredOn(notice -> notice.userId().equals(owner))
                    .extracting(Notice::body)
                    .containsExactly("Somebody else completed it.");
        }
    }

    @Test
    void a_due_date_is_told_as_it_stands_in_its_zone() {
        assertThat(bodyOfTaskDue(DueSnapshot.newBuilder().setDate("2026-11-30")))
                .isEqualTo("You added it. It is due on 30 November 2026.");
        assertThat(bodyOfTaskDue(
                        DueSnapshot.newBuilder().setTime("2026-11-30T09:00:00").setZone("Europe/Berlin")))
                .isEqualTo("You added it. It is due on 30 November 2026 at 09:00 (Europe/Berlin).");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'Buy\r\nBcc: all@example.com'|'\"Buy Bcc: all@example.com\" was added'",
                "'a\u0000\u0007\u202Eb\u2028\u0085c'|'\"a b c\" was added'",
                "'\u202E\u2066'|A task was added",
                "'<b>\"&'|'\"<b>\"&\" was added'",
                "'Käse 👩‍🚀'|'\"Käse 👩‍🚀\" was added'"
            })
    void a_title_stays_in_its_line_and_keeps_its_characters(String title, String told) {
        var created = TaskCreated.newBuilder()
                .setTask(TestEvents.task(OWNER, title))
                .setActorId(OWNER.toString())
                .build();

        assertThat(Notices.about(event("task.created", created)).getFirst().title())
                .isEqualTo(told);
    }

    @Test
    void users_are_welcomed_and_warned() {
        var registered = UserRegistered.newBuilder().setUserId(OWNER.toString()).build();
        var reused =
                RefreshReuseDetected.newBuilder().setUserId(OWNER.toString()).build();

        assertThat(Notices.about(event("user.registered", registered)))
                .singleElement()
                .satisfies(notice -> assertThat(notice.title()).isEqualTo("Welcome to todo-system"));
        assertThat(Notices.about(event("user.refresh-reuse-detected", reused)))
                .singleElement()
                .satisfies(notice -> assertThat(notice.body()).contains("change your password"));
    }

    @ParameterizedTest
    @CsvSource({
        "user.verification-requested, Confirm your mail address",
        "user.password-reset-requested, Somebody asked to reset your password",
        "user.password-changed, Your password was changed",
        "user.disabled, Your account was disabled"
    })
    void what_happens_to_an_account_is_told_to_its_user(String type, String title) {
        String json = """
                {"userId": "%s"}""".formatted(OWNER);

        assertThat(Notices.about(event(type, json))).singleElement().satisfies(notice -> {
            assertThat(notice.userId()).isEqualTo(OWNER);
            assertThat(notice.kind()).isEqualTo(type);
            assertThat(notice.title()).isEqualTo(title);
            assertThat(notice.subjectId()).isEqualTo(OWNER);
        });
    }

    @Test
    void lists_and_unknown_types_are_told_to_nobody() {
        assertThat(Notices.about(event("list.created", ListCreated.getDefaultInstance())))
                .isEmpty();
        assertThat(Notices.about(event("task.sung-about", ListCreated.getDefaultInstance())))
                .isEmpty();
    }

    @Test
    void fields_of_a_newer_producer_are_ignored() {
        String json = """
                {"userId": "%s", "favouriteColour": {"name": "green"}}""".formatted(OWNER);

        assertThat(Notices.about(event("user.registered", json))).hasSize(1);
    }

    @Test
    void an_event_without_an_owner_is_refused() {
        assertThatThrownBy(() -> Notices.about(event("task.created", TaskCreated.getDefaultInstance())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "task.completed, true",
        "user.registered, true",
        "user.refresh-reuse-detected, true",
        "user.verification-requested, true",
        "user.password-reset-requested, true",
        "user.password-changed, true",
        "user.disabled, true",
        "user.updated, false",
        "task.created, false",
        "task.deleted, false"
    })
    void few_kinds_are_mailed(String kind, boolean mailed) {
        assertThat(Notices.mailed(kind)).isEqualTo(mailed);
    }

    private static String bodyOfTaskDue(DueSnapshot.Builder due) {
        var created = TaskCreated.newBuilder()
                .setTask(TestEvents.task(OWNER, "Buy milk").toBuilder().setDue(due))
                .setActorId(OWNER.toString())
                .build();
        return Notices.about(event("task.created", created)).getFirst().body();
    }

    private static ConsumedEvent event(String type, Message payload) {
        return event(type, TestEvents.json(payload));
    }

    private static ConsumedEvent event(String type, String json) {
        return new ConsumedEvent(
                UUID.randomUUID(), type, "topic", "key", "subject", 1, Instant.EPOCH, "", json.getBytes(UTF_8));
    }
}
