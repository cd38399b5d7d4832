package io.todosystem.bff.problem;

import io.grpc.Status;
import io.grpc.Status.Code;
import io.micronaut.http.HttpRequest;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemsTest {
    /** Every (code, reason) that the comments of the protos promise. */
    @ParameterizedTest
    @CsvSource({
        "ALREADY_EXISTS, EMAIL_TAKEN, 409",
        "PERMISSION_DENIED, REGISTRATION_CLOSED, 403",
        "PERMISSION_DENIED, INVALID_INVITATION, 403",
        "INVALID_ARGUMENT, INVALID_LINK, 400",
        "INVALID_ARGUMENT, WRONG_PASSWORD, 400",
        "FAILED_PRECONDITION, LINK_NOT_WANTED, 409",
        "FAILED_PRECONDITION, TOO_MANY_API_TOKENS, 409",
        "FAILED_PRECONDITION, LAST_ADMINISTRATOR, 409",
        "RESOURCE_EXHAUSTED, TOO_MANY_MAILS, 429",
        "NOT_FOUND, API_TOKEN_NOT_FOUND, 404",
        "NOT_FOUND, DEAD_LETTER_NOT_FOUND, 404",
        "NOT_FOUND, PARKED_ROW_NOT_FOUND, 404",
        "RESOURCE_EXHAUSTED, HASHING_BUSY, 429",
        "RESOURCE_EXHAUSTED, TOO_MANY_FAILED_LOGINS, 429",
        "RESOURCE_EXHAUSTED, TOO_MANY_REGISTRATIONS, 429",
        "UNAUTHENTICATED, INVALID_CREDENTIALS, 401",
        "UNAUTHENTICATED, INVALID_REFRESH_TOKEN, 401",
        "UNAUTHENTICATED, INVALID_TOKEN, 401",
        "UNAUTHENTICATED, INVALID_CLIENT, 401",
        "NOT_FOUND, SESSION_NOT_FOUND, 404",
        "NOT_FOUND, USER_NOT_FOUND, 404",
        "INVALID_ARGUMENT, IDEMPOTENCY_KEY_REUSED, 422",
        "ABORTED, IDEMPOTENCY_IN_FLIGHT, 409",
        "ABORTED, ETAG_MISMATCH, 409",
        "ABORTED, TASK_CONTENDED, 409",
        "NOT_FOUND, TASK_NOT_FOUND, 404",
        "ALREADY_EXISTS, TASK_EXISTS, 409",
        "INVALID_ARGUMENT, INVALID_PAGE_TOKEN, 400",
        "INVALID_ARGUMENT, INVALID_ORDER_BY, 400",
        "INVALID_ARGUMENT, INVALID_UPDATE_MASK, 400",
        "INVALID_ARGUMENT, INVALID_FIELD, 400",
        "FAILED_PRECONDITION, TASK_CANCELLED, 409",
        "FAILED_PRECONDITION, TASK_DONE, 409",
        "NOT_FOUND, NOTIFICATION_NOT_FOUND, 404",
        "RESOURCE_EXHAUSTED, TOO_MANY_CALLS, 503",
        "RESOURCE_EXHAUSTED, TOO_MANY_NEW_TOKENS, 503",
        "RESOURCE_EXHAUSTED, TOO_MANY_STREAMS, 429",
        "UNAVAILABLE, UPSTREAM_UNAVAILABLE, 503",
        "UNAVAILABLE, AUTH_UNAVAILABLE, 503",
        "OUT_OF_RANGE, SYNC_TOKEN_TOO_OLD, 410",
    })
    void a_failure_with_a_reason_keeps_it_as_its_code(Code code, String reason, int status) {
        var response = Problems.of(HttpRequest.GET("/api/v1/tasks"), new Failure(code, reason, "It says why."));
        assertThat(response.code()).isEqualTo(status);
        var problem = response.getBody(Problem.class).orElseThrow();
        assertThat(problem.code()).isEqualTo(reason);
        assertThat(problem.detail()).isEqualTo("It says why.");
        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.type()).startsWith("urn:todosystem:problem:").doesNotContain("_");
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_ARGUMENT, 400",
        "UNAUTHENTICATED, 401",
        "PERMISSION_DENIED, 403",
        "NOT_FOUND, 404",
        "ALREADY_EXISTS, 409",
        "FAILED_PRECONDITION, 409",
        "ABORTED, 409",
        "RESOURCE_EXHAUSTED, 429",
        "OUT_OF_RANGE, 410",
        "UNIMPLEMENTED, 501",
        "CANCELLED, 499",
        "UNAVAILABLE, 503",
        "DEADLINE_EXCEEDED, 504",
        "INTERNAL, 500",
        "UNKNOWN, 500",
        "DATA_LOSS, 500",
    })
    void a_failure_without_a_reason_has_the_code_of_its_status(Code code, int status) {
        var response = Problems.of(HttpRequest.GET("/"), new Failure(code, Failures.NO_REASON, code.name()));
        assertThat(response.code()).isEqualTo(status);
        var problem = response.getBody(Problem.class).orElseThrow();
        assertThat(problem.detail()).doesNotContain(code.name()).contains(" ");
    }

    @ParameterizedTest
    @EnumSource(
            value = Code.class,
            names = {"INTERNAL", "UNKNOWN", "DATA_LOSS"})
    void an_internal_message_never_gets_out(Code code) {
        var response = Problems.of(HttpRequest.GET("/"), new Failure(code, "SECRET_REASON", "row 7 of users"));
        assertThat(response.getBody(Problem.class).orElseThrow().toString())
                .doesNotContain("row 7")
                .doesNotContain("SECRET");
    }

    @Test
    void an_etag_that_does_not_match_is_412_if_one_was_sent() {
        var mismatch = Failure.aborted("ETAG_MISMATCH", "Changed");
        var conditional = HttpRequest.GET("/").header("If-Match", "\"3\"");
        assertThat(Problems.of(conditional, mismatch).code()).isEqualTo(412);
        assertThat(Problems.of(conditional, Failure.aborted("IDEMPOTENCY_IN_FLIGHT", "Wait"))
                        .code())
                .isEqualTo(409);
    }

    @Test
    void a_request_that_a_service_finds_too_large_is_413() {
        var tooLarge = new Failure(Code.RESOURCE_EXHAUSTED, "MESSAGE_TOO_LARGE", "The message is larger than 4 MiB");
        var response = Problems.of(HttpRequest.GET("/"), tooLarge);
        assertThat(response.code()).isEqualTo(413);
        var problem = response.getBody(Problem.class).orElseThrow();
        assertThat(problem.code()).isEqualTo("TOO_LARGE");
        assertThat(problem.detail()).contains("too large");
    }

    @Test
    void an_answer_that_is_too_large_is_no_fault_of_the_request() {
        var tooLarge = Status.RESOURCE_EXHAUSTED.withDescription("gRPC message exceeds maximum size 8388608: 9000000");
        var response = Problems.of(HttpRequest.GET("/"), Failures.from(tooLarge.asRuntimeException()));
        assertThat(response.code()).isEqualTo(500);
        assertThat(response.getBody(Problem.class).orElseThrow().code()).isEqualTo("INTERNAL");
    }

    @Test
    void waiting_times_are_told_in_whole_seconds() {
        var busy = Failure.resourceExhausted("HASHING_BUSY", "Wait", Duration.ofMillis(1_200));
        assertThat(Problems.of(HttpRequest.GET("/"), busy).header("Retry-After"))
                .isEqualTo("2");
        var away = new Failure(Code.UNAVAILABLE, Failures.NO_REASON, "UNAVAILABLE");
        assertThat(Problems.of(HttpRequest.GET("/"), away).header("Retry-After"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        "task.title, /title",
        "task.due.zone, /due/zone",
        "task.due, /due",
        "task.tags[2], /tags/2",
        "tags[0], /tags/0",
        "task_id, /id",
        "email, /email",
        "request_id, /Idempotency-Key",
        "etag, /If-Match",
        "page_size, /page_size",
        "states[1], /state/1",
    })
    void fields_of_the_rpc_become_pointers_into_the_body(String field, String pointer) {
        assertThat(Problems.pointer(field)).isEqualTo(pointer);
    }

    @Test
    void a_violation_names_its_member() {
        var response = Problems.of(HttpRequest.GET("/"), Failure.invalid("task.title", "must not be blank"));
        var problem = response.getBody(Problem.class).orElseThrow();
        assertThat(problem.errors()).containsExactly(new Problem.Fault("/title", "must not be blank"));
        assertThat(problem.detail()).isEqualTo("/title must not be blank");
    }

    @Test
    void a_refused_token_is_told_from_a_missing_one() {
        var refused = Failure.unauthenticated("INVALID_TOKEN", "No");
        assertThat(Problems.of(HttpRequest.GET("/"), refused).header("WWW-Authenticate"))
                .isEqualTo("Bearer");
        assertThat(Problems.of(HttpRequest.GET("/").header("Authorization", "Bearer x"), refused)
                        .header("WWW-Authenticate"))
                .isEqualTo("Bearer error=\"invalid_token\"");
    }

    @Test
    void the_table_above_has_every_reason_of_the_protos() throws Exception {
        var table = Arrays.stream(ProblemsTest.class
                        .getDeclaredMethod(
                                "a_failure_with_a_reason_keeps_it_as_its_code", Code.class, String.class, int.class)
                        .getAnnotation(CsvSource.class)
                        .value())
                .map(line -> line.split(", ", -1)[1])
                .toList();
        assertThat(reasonsOfProtos()).hasSizeGreaterThan(15).isSubsetOf(table);
    }

    private static Set<String> reasonsOfProtos() throws IOException {
        Set<String> reasons = new TreeSet<>();
        try (var protos = Files.walk(Path.of("../proto/todo"))) {
            for (var proto : protos.filter(path -> path.toString().endsWith("_service.proto"))
                    .toList()) {
                Pattern.compile("`([A-Z]+_[A-Z_]+)`")
                        .matcher(Files.readString(proto))
                        .results()
                        .forEach(found -> reasons.add(found.group(1)));
            }
        }
        return reasons;
    }
}
