package io.todosystem.bff;

import io.grpc.Status.Code;
import io.todosystem.platform.failure.Failure;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.todosystem.bff.Answers.assertProblem;
import static io.todosystem.bff.Answers.json;
import static io.todosystem.bff.Answers.text;
import static org.assertj.core.api.Assertions.assertThat;

/** The operator's view across services. */
class AdminIT {
    private static final String LETTERS = "/api/v1/admin/dead-letters";
    private static final String PARKED = "/api/v1/admin/outbox/parked";
    private static Gateway gateway;
    private static String token;

    @BeforeAll
    static void start() {
        gateway = new Gateway();
        token = gateway.accounts.signUp("operator");
        gateway.authAdmin.bury(7);
        for (long id = 1; id <= 4; id++) {
            gateway.notificationAdmin.bury(id);
        }
        gateway.tasksAdmin.bury(1);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void everything_answers_again() {
        gateway.notificationServer.recover();
    }

    @Test
    void pages_go_through_the_services_one_by_one() {
        List<List<String>> pages = new ArrayList<>();
        var next = LETTERS + "?page_size=2";
        while (next != null) {
            var page = gateway.get(next, token);
            pages.add(ids(page, "dead_letters"));
            var link = page.headers().firstValue("Link");
            next = link.map(value -> value.substring(1, value.indexOf('>'))).orElse(null);
        }
        assertThat(pages)
                .containsExactly(
                        List.of("auth-7", "notification-1"),
                        List.of("notification-2", "notification-3"),
                        List.of("notification-4", "tasks-1"));
    }

    @Test
    void one_service_is_asked_alone() {
        var calls = gateway.tasksServer.calls();
        assertThat(ids(gateway.get(LETTERS + "?service=auth", token), "dead_letters"))
                .containsExactly("auth-7");
        assertThat(gateway.tasksServer.calls()).isEqualTo(calls);
        assertProblem(gateway.get(LETTERS + "?service=nobody", token), 400, "INVALID_FIELD");
    }

    @Test
    void a_service_that_is_away_is_named_and_fails_only_who_asks_for_it() {
        gateway.notificationServer.fail("ListDeadLetters", away());
        var page = gateway.get(LETTERS, token);
        assertThat(ids(page, "dead_letters")).containsExactly("auth-7", "tasks-1");
        assertThat(json(page).get("degraded").get(0).getStringValue()).isEqualTo("notification");
        assertThat(gateway.get(LETTERS + "?service=notification", token).statusCode())
                .isEqualTo(504);
    }

    @Test
    void a_refusal_is_no_absence() {
        gateway.notificationServer.fail(
                "ListDeadLetters", Failure.permissionDenied("NOT_ALLOWED", "The caller may not do this"));
        assertProblem(gateway.get(LETTERS, token), 403, "NOT_ALLOWED");
    }

    @Test
    void a_letter_is_replayed_or_discarded_in_its_service() {
        gateway.tasksAdmin.bury(10);
        var replayed = gateway.post(LETTERS + "/tasks-10:replay", token, "");
        assertThat(replayed.statusCode()).isEqualTo(200);
        assertThat(replayed.body()).isEqualTo("{\"replayed_count\":1,\"remaining_count\":0,\"failure\":null}");
        assertProblem(gateway.post(LETTERS + "/tasks-10:replay", token, ""), 404, "DEAD_LETTER_NOT_FOUND");

        gateway.tasksAdmin.bury(11);
        assertThat(gateway.delete(LETTERS + "/tasks-11", token).statusCode()).isEqualTo(204);
        assertProblem(gateway.delete(LETTERS + "/tasks-11", token), 404, "DEAD_LETTER_NOT_FOUND");
    }

    @Test
    void a_parked_row_is_listed_and_released() {
        gateway.tasksAdmin.park(5);
        assertThat(ids(gateway.get(PARKED, token), "parked_rows")).containsExactly("tasks-5");
        assertThat(gateway.post("/api/v1/admin/outbox/tasks-5:release", token, "")
                        .statusCode())
                .isEqualTo(204);
        assertProblem(gateway.post("/api/v1/admin/outbox/tasks-5:release", token, ""), 404, "PARKED_ROW_NOT_FOUND");
        assertThat(ids(gateway.get(PARKED, token), "parked_rows")).isEmpty();
    }

    @Test
    void what_cannot_be_an_id_or_a_page_is_told_so() {
        for (var id : List.of("17", "nobody-17", "tasks-0", "tasks-x", "tasks-99999999999999999999", "bff-1")) {
            assertProblem(gateway.post(LETTERS + "/" + id + ":replay", token, ""), 404, "DEAD_LETTER_NOT_FOUND");
            assertProblem(
                    gateway.post("/api/v1/admin/outbox/" + id + ":release", token, ""), 404, "PARKED_ROW_NOT_FOUND");
        }
        for (var page : List.of("x", "nobody.1", ".")) {
            assertProblem(gateway.get(LETTERS + "?page_token=" + page, token), 400, "INVALID_PAGE_TOKEN");
        }
        assertThat(gateway.get(LETTERS + "?page_size=-1", token).statusCode()).isEqualTo(400);
    }

    private static Failure away() {
        return new Failure(Code.DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED", "This took too long");
    }

    private static List<String> ids(HttpResponse<String> page, String what) {
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        json(page).get(what).values().forEach(item -> ids.add(text(item, "id")));
        return ids;
    }
}
