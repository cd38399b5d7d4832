package io.todosystem.e2e.trace;

import io.todosystem.e2e.Rest;
import io.todosystem.e2e.Stack;
import io.todosystem.e2e.trace.Traces.Parent;
import io.todosystem.localstack.trace.RecordedSpan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One trace for all that a request sets off, in every service, and nothing in it that a person wrote. */
@ExtendWith(Stack.Extension.class)
class TraceIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Pattern LINK_TOKEN = Pattern.compile("token=([A-Za-z0-9_-]{20,})");

    private final Stack stack;
    private final Traces traces;

    TraceIT(Stack stack) {
        this.stack = stack;
        this.traces = new Traces(stack.local().home().traces());
    }

    @Test
    void signing_up_leads_to_the_mail_with_its_link() {
        var parent = Parent.fresh();
        var email = email();
        var answer = register(stack.rest(), email, "A", "traceparent", parent.header());
        assertThat(answer.status()).isEqualTo(201);

        awaitEdges(
                parent,
                "bff SERVER POST /api/v1/auth/register > bff CLIENT AuthService/Register",
                "bff CLIENT AuthService/Register > auth SERVER AuthService/Register",
                "auth SERVER AuthService/Register > auth CLIENT INSERT auth.users",
                "auth SERVER AuthService/Register > auth CLIENT COMMIT",
                "auth SERVER AuthService/Register > auth PRODUCER user-events send",
                "auth PRODUCER user-events send > notification CONSUMER user-events process",
                "notification CONSUMER user-events process > notification CLIENT INSERT notification.feed",
                "notification CONSUMER user-events process > notification CONSUMER mail delivery",
                "notification CONSUMER mail delivery > notification CLIENT AuthService/MintMailLink",
                "notification CLIENT AuthService/MintMailLink > auth SERVER AuthService/MintMailLink",
                "notification CONSUMER mail delivery > notification CLIENT SMTP send",
                "notification CONSUMER mail delivery > notification PRODUCER notification-events send");
        assertThat(traces.roots(parent)).extracting(RecordedSpan::parentId).containsExactly(parent.spanId());
    }

    @Test
    void a_task_that_is_created_and_completed_leads_to_feed_and_mail() {
        var ada = stack.rest().register("Ada");
        awaitMails(ada, 1);
        var creation = Parent.fresh();
        var created = ada.rest().post("/api/v1/tasks", Map.of("title", "Milk"), "traceparent", creation.header());
        awaitEdges(
                creation,
                "bff SERVER POST /api/v1/tasks > bff CLIENT TasksService/CreateTask",
                "bff CLIENT TasksService/CreateTask > tasks SERVER TasksService/CreateTask",
                "tasks SERVER TasksService/CreateTask > tasks CLIENT SELECT tasks",
                "tasks SERVER TasksService/CreateTask > tasks CLIENT COMMIT",
                "tasks SERVER TasksService/CreateTask > tasks PRODUCER task-events send",
                "tasks PRODUCER task-events send > notification CONSUMER task-events process",
                "notification CONSUMER task-events process > notification CLIENT INSERT notification.feed");

        var completion = Parent.fresh();
        var completed = ada.rest()
                .post(
                        "/api/v1/tasks/" + created.text("/id") + ":complete",
                        Map.of(),
                        "traceparent",
                        completion.header());
        assertThat(completed.status()).isEqualTo(200);
        awaitEdges(
                completion,
                "bff SERVER POST /api/v1/tasks/{id}:complete > bff CLIENT TasksService/CompleteTask",
                "bff CLIENT TasksService/CompleteTask > tasks SERVER TasksService/CompleteTask",
                "tasks SERVER TasksService/CompleteTask > tasks CLIENT SELECT tasks",
                "tasks SERVER TasksService/CompleteTask > tasks CLIENT COMMIT",
                "tasks SERVER TasksService/CompleteTask > tasks PRODUCER task-events send",
                "tasks PRODUCER task-events send > notification CONSUMER task-events process",
                "notification CONSUMER task-events process > notification CLIENT INSERT notification.inbox",
                "notification CONSUMER task-events process > notification CLIENT INSERT notification.feed",
                "notification CONSUMER task-events process > notification CLIENT INSERT notification.delivery",
                "notification CONSUMER task-events process > notification CLIENT COMMIT",
                "notification CONSUMER task-events process > notification CLIENT AuthService/BatchGetUsers",
                "notification CLIENT AuthService/BatchGetUsers > auth SERVER AuthService/BatchGetUsers",
                "auth SERVER AuthService/BatchGetUsers > auth CLIENT SELECT auth.users",
                "notification CONSUMER task-events process > notification CONSUMER mail delivery",
                "notification CONSUMER mail delivery > notification CLIENT SMTP send",
                "notification CONSUMER mail delivery > notification CLIENT UPDATE notification.delivery",
                "notification CONSUMER mail delivery > notification PRODUCER notification-events send");
        assertThat(traces.roots(completion)).extracting(RecordedSpan::parentId).containsExactly(completion.spanId());
    }

    @Test
    void the_dashboard_asks_three_services_side_by_side() {
        var ada = stack.rest().register("Ada");
        var parent = Parent.fresh();

        var answer = ada.rest().get("/api/v1/dashboard", "traceparent", parent.header());

        assertThat(answer.body().get("degraded")).isEmpty();
        awaitEdges(
                parent,
                "bff SERVER GET /api/v1/dashboard > bff CLIENT AuthService/GetUser",
                "bff SERVER GET /api/v1/dashboard > bff CLIENT TasksService/ListTasks",
                "bff SERVER GET /api/v1/dashboard > bff CLIENT NotificationsService/ListNotifications",
                "bff CLIENT AuthService/GetUser > auth SERVER AuthService/GetUser",
                "bff CLIENT TasksService/ListTasks > tasks SERVER TasksService/ListTasks",
                "bff CLIENT NotificationsService/ListNotifications > notification SERVER NotificationsService/ListNotifications");
    }

    @Test
    void nothing_that_a_person_wrote_and_no_secret_is_in_any_span() {
        var mark = "Mark" + UUID.randomUUID().toString().substring(0, 8);
        var email = email();
        var password = "first " + mark + " password";
        var rest = stack.rest();
        var registered = register(rest, email, mark, "User-Agent", mark, "baggage", "who=" + mark);
        var ada = rest.as(registered.text("/access_token"));
        var task = ada.post(
                "/api/v1/tasks?hint=" + mark,
                Map.of("title", mark + " title", "description", mark + " text", "tags", List.of(mark)),
                "Idempotency-Key",
                UUID.randomUUID().toString());
        assertThat(task.status()).isIn(201, 400);
        var id = ada.post("/api/v1/tasks", Map.of("title", mark + " title", "tags", List.of(mark)))
                .text("/id");
        ada.patch("/api/v1/tasks/" + id, Map.of("title", mark + " other"));
        ada.patch("/api/v1/tasks/" + id, Map.of("title", mark.repeat(80)));
        ada.post("/api/v1/tasks", Map.of("title", mark, "due", Map.of("date", mark)));
        ada.get("/api/v1/tasks/" + mark);
        ada.get("/api/v1/" + mark + "?q=" + mark);
        ada.get("/api/v1/tasks?filter=" + mark);
        ada.patch("/api/v1/me", Map.of("display_name", mark + " name"));
        ada.post("/api/v1/tasks/" + id + ":complete", Map.of());
        var apiToken = ada.post("/api/v1/api-tokens", Map.of("name", mark, "scopes", List.of("tasks.read")));
        rest.as(apiToken.text("/token")).get("/api/v1/tasks");
        rest.post("/api/v1/auth/login", Map.of("email", email, "password", "wrong " + mark));
        rest.post("/api/v1/auth/refresh", Map.of("refresh_token", registered.text("/refresh_token")));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(stack.mailsTo(email)).hasSizeGreaterThanOrEqualTo(2));
        var link = linkToken(email);
        rest.post("/api/v1/auth/verify-email", Map.of("token", link));
        var last = Parent.fresh();
        ada.get("/api/v1/me", "traceparent", last.header());
        awaitEdges(last, "bff CLIENT AuthService/GetUser > auth SERVER AuthService/GetUser");

        var text = traces.text();
        assertThat(text).contains(last.traceId(), "mail delivery", "/api/v1/api-tokens", "db.query.text");
        for (String secret : List.of(
                mark,
                email,
                password,
                link,
                registered.text("/access_token"),
                registered.text("/refresh_token"),
                apiToken.text("/token"))) {
            assertThat(secret).hasSizeGreaterThan(8);
            assertThat(text.contains(secret)).as(secret + " is in a span").isFalse();
        }
    }

    @Test
    void what_machines_ask_all_the_time_is_no_trace() {
        var last = Parent.fresh();
        stack.rest().get("/health", "traceparent", last.header());
        var next = Parent.fresh();
        stack.rest().register("Ada").rest().get("/api/v1/me", "traceparent", next.header());
        awaitEdges(next, "bff SERVER GET /api/v1/me > bff CLIENT AuthService/GetUser");

        assertThat(traces.roots(last)).isEmpty();
        assertThat(traces.all())
                .extracting(RecordedSpan::name)
                .isNotEmpty()
                .noneMatch(name -> name.contains("ListRevocations") || name.contains("health"));
    }

    private void awaitEdges(Parent parent, String... edges) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(traces.edges(parent)).contains(edges));
    }

    private void awaitMails(Rest.Account account, int mails) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(stack.mailsTo(account.email())).hasSizeGreaterThanOrEqualTo(mails));
    }

    private static Rest.Answer register(Rest rest, String email, String name, String... headers) {
        return rest.post(
                "/api/v1/auth/register",
                Map.of(
                        "email",
                        email,
                        "password",
                        "first " + name + " password",
                        "display_name",
                        name,
                        "time_zone",
                        "Europe/Berlin"),
                headers);
    }

    private String linkToken(String email) {
        return stack.mailsTo(email).stream()
                .map(mail -> LINK_TOKEN.matcher(mail.text()))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static String email() {
        return "trace." + UUID.randomUUID() + "@example.com";
    }
}
