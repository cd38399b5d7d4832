package io.todosystem.auth;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.todosystem.auth.apitoken.ApiTokens;
import io.todosystem.auth.session.Sessions;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.eventing.testing.SettableClock;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.auth.Role;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.Failures;
import io.todosystem.proto.access.v1.Scope;
import io.todosystem.proto.auth.v1.ApiToken;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.todosystem.proto.auth.v1.CreateApiTokenRequest;
import io.todosystem.proto.auth.v1.CreateApiTokenResponse;
import io.todosystem.proto.auth.v1.DeleteApiTokenRequest;
import io.todosystem.proto.auth.v1.GetUserRequest;
import io.todosystem.proto.auth.v1.ListApiTokensRequest;
import io.todosystem.proto.auth.v1.ListRevocationsRequest;
import io.todosystem.proto.auth.v1.ListSessionsRequest;
import io.todosystem.proto.auth.v1.RegisterResponse;
import io.todosystem.proto.auth.v1.ValidateTokenRequest;
import io.todosystem.proto.auth.v1.ValidateTokenResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.todosystem.auth.Outcomes.assertRefused;
import static io.todosystem.auth.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ApiTokensIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T09:00:00Z"));
    private AuthProcess auth;
    private Rows rows;
    private RegisterResponse ada;
    private AuthServiceBlockingStub user;

    @BeforeAll
    void start() {
        auth = AuthProcess.start(POSTGRES, clock);
        rows = new Rows(POSTGRES);
    }

    @BeforeEach
    void register() {
        ada = auth.register();
        user = auth.with(ada.getTokens().getAccessToken());
    }

    @AfterAll
    void stop() {
        auth.close();
    }

    @Test
    void an_api_token_names_its_user_and_scopes_and_is_asked_about_every_ten_minutes() {
        CreateApiTokenResponse made = create(Scope.SCOPE_TASKS_READ, Scope.SCOPE_PROFILE_READ);

        ValidateTokenResponse answer = validate(made.getSecret());

        assertThat(made.getSecret()).matches("todo_[A-Za-z0-9_-]{43}");
        assertThat(answer.getApiToken().getUserId()).isEqualTo(ada.getUser().getId());
        assertThat(answer.getApiToken().getApiTokenId())
                .isEqualTo(made.getApiToken().getId());
        assertThat(answer.getApiToken().getScopesList())
                .containsExactlyInAnyOrder(Scope.SCOPE_TASKS_READ, Scope.SCOPE_PROFILE_READ);
        assertThat(answer.hasUser()).isFalse();
        assertThat(answer.getExpireTime().getSeconds())
                .isEqualTo(clock.instant().plusSeconds(600).getEpochSecond());
        assertThat(auth.with(made.getSecret())
                        .getUser(GetUserRequest.getDefaultInstance())
                        .getUser())
                .isEqualTo(ada.getUser());
    }

    @Test
    void it_reaches_nothing_that_has_no_scope_and_nothing_of_another_scope() {
        AuthServiceBlockingStub program =
                auth.with(create(Scope.SCOPE_TASKS_WRITE).getSecret());

        assertRefused(
                Code.PERMISSION_DENIED,
                "INSUFFICIENT_SCOPE",
                () -> program.getUser(GetUserRequest.getDefaultInstance()));
        assertRefused(
                Code.PERMISSION_DENIED,
                "INSUFFICIENT_SCOPE",
                () -> program.listSessions(ListSessionsRequest.getDefaultInstance()));
        assertRefused(
                Code.PERMISSION_DENIED,
                "INSUFFICIENT_SCOPE",
                () -> program.createApiToken(request(Scope.SCOPE_TASKS_READ).build()));
    }

    @Test
    void it_ends_with_its_life_of_ninety_days_or_what_was_asked() {
        String ninety = create(Scope.SCOPE_TASKS_READ).getSecret();
        String one = user.createApiToken(
                        request(Scope.SCOPE_TASKS_READ).setLifeDays(1).build())
                .getSecret();

        clock.advance(Duration.ofDays(1).minusMinutes(1));
        assertThat(validate(one).getExpireTime().getSeconds())
                .isEqualTo(clock.instant().plusSeconds(60).getEpochSecond());
        clock.advance(Duration.ofMinutes(1));
        assertInvalid(one);
        assertThat(validate(ninety).hasApiToken()).isTrue();
        clock.advance(Duration.ofDays(89));
        assertInvalid(ninety);
    }

    @Test
    void the_database_has_neither_the_token_nor_half_of_it() throws Exception {
        String secret = create(Scope.SCOPE_TASKS_READ).getSecret();

        assertThat(rows.all("SELECT t::text, encode(hash, 'escape') FROM api_tokens t")
                        .toString())
                .doesNotContain(secret.substring("todo_".length(), 25))
                .doesNotContain(secret.substring(25));
        assertThat(rows.all("SELECT o::text FROM outbox o").toString()).doesNotContain("todo_");
    }

    @Test
    void it_is_listed_until_it_is_deleted_and_refused_everywhere_within_two_seconds() {
        CreateApiTokenResponse first = create(Scope.SCOPE_PROFILE_READ);
        clock.advance(Duration.ofSeconds(1));
        ApiToken second = create(Scope.SCOPE_TASKS_READ).getApiToken();
        AuthServiceBlockingStub program = auth.with(first.getSecret());
        program.getUser(GetUserRequest.getDefaultInstance());
        assertThat(list())
                .extracting(ApiToken::getId)
                .containsExactly(second.getId(), first.getApiToken().getId());

        user.deleteApiToken(delete(first.getApiToken().getId()));

        assertInvalid(first.getSecret());
        assertThat(list()).extracting(ApiToken::getId).containsExactly(second.getId());
        assertThat(auth.asService("tasks")
                        .listRevocations(ListRevocationsRequest.getDefaultInstance())
                        .getSessionIdsList())
                .contains(first.getApiToken().getId());
        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertRefused(
                        Code.UNAUTHENTICATED,
                        "INVALID_TOKEN",
                        () -> program.getUser(GetUserRequest.getDefaultInstance())));
    }

    @Test
    void whatever_ends_every_session_of_the_user_ends_it_too() {
        String secret = create(Scope.SCOPE_PROFILE_READ).getSecret();
        UUID id = UUID.fromString(ada.getUser().getId());

        auth.bean(Transactions.class)
                .inTransactionDo(tx -> auth.bean(Sessions.class).endAll(id));

        assertInvalid(secret);
        assertRefused(
                Code.UNAUTHENTICATED,
                "INVALID_TOKEN",
                () -> validate(ada.getTokens().getAccessToken()));
        assertThat(auth.asService("tasks")
                        .listRevocations(ListRevocationsRequest.getDefaultInstance())
                        .getSessionIdsCount())
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void a_session_that_has_just_ended_leaves_none_behind() {
        String session = validate(ada.getTokens().getAccessToken()).getUser().getSessionId();
        UUID id = UUID.fromString(ada.getUser().getId());
        Caller.User gone = new Caller.User(id, UUID.fromString(session), Set.of(Role.USER));
        auth.bean(Transactions.class)
                .inTransactionDo(tx -> auth.bean(Sessions.class).endAll(id));
        ApiTokens apiTokens = auth.bean(ApiTokens.class);

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> apiTokens.create(gone, "late", List.of(Scope.SCOPE_TASKS_READ), 0))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo("INVALID_TOKEN"));
        assertThat(apiTokens.list(id)).isEmpty();
    }

    @Test
    void a_foreign_one_and_an_unknown_one_are_the_same() {
        String foreign = create(Scope.SCOPE_TASKS_READ).getApiToken().getId();
        AuthServiceBlockingStub eve = auth.with(auth.register().getTokens().getAccessToken());

        for (String id : List.of(foreign, UUID.randomUUID().toString())) {
            assertRefused(Code.NOT_FOUND, "API_TOKEN_NOT_FOUND", () -> eve.deleteApiToken(delete(id)));
        }
        assertThat(list()).hasSize(1);
    }

    @Test
    void its_use_is_noted_at_most_once_a_minute() {
        CreateApiTokenResponse made = create(Scope.SCOPE_TASKS_READ);
        assertThat(list().getFirst().hasLastUsedTime()).isFalse();
        validate(made.getSecret());
        long first = clock.instant().getEpochSecond();
        clock.advance(Duration.ofSeconds(59));
        validate(made.getSecret());
        assertThat(list().getFirst().getLastUsedTime().getSeconds()).isEqualTo(first);

        clock.advance(Duration.ofSeconds(2));
        validate(made.getSecret());
        assertThat(list().getFirst().getLastUsedTime().getSeconds())
                .isEqualTo(clock.instant().getEpochSecond());
    }

    @Test
    void nobody_has_more_than_fifty_however_many_are_made_at_once() throws Exception {
        for (int i = 0; i < 45; i++) {
            create(Scope.SCOPE_TASKS_READ);
        }
        int twins = 12;
        CyclicBarrier together = new CyclicBarrier(twins);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> calls = new ArrayList<>();
            for (int i = 0; i < twins; i++) {
                calls.add(callers.submit(() -> {
                    together.await();
                    return outcomeOfCreating();
                }));
            }
            for (Future<String> call : calls) {
                assertThat(call.get()).isIn("made", "TOO_MANY_API_TOKENS");
            }
        }
        assertThat(list()).hasSize(50);

        user.deleteApiToken(delete(list().getFirst().getId()));
        assertThat(create(Scope.SCOPE_TASKS_READ).hasApiToken()).isTrue();
    }

    @Test
    void a_bad_one_is_not_made() {
        for (CreateApiTokenRequest bad : List.of(
                request(Scope.SCOPE_TASKS_READ).setName("  ").build(),
                request(Scope.SCOPE_TASKS_READ).setName("").build(),
                request(Scope.SCOPE_TASKS_READ).setName("x".repeat(101)).build(),
                request().build(),
                request(Scope.SCOPE_UNSPECIFIED).build(),
                request(Scope.SCOPE_TASKS_READ).addScopesValue(99).build(),
                request(Scope.SCOPE_TASKS_READ, Scope.SCOPE_TASKS_READ).build(),
                request(Scope.SCOPE_TASKS_READ).setLifeDays(-1).build(),
                request(Scope.SCOPE_TASKS_READ).setLifeDays(366).build())) {
            assertThat(failureOf(() -> user.createApiToken(bad)).code()).isEqualTo(Code.INVALID_ARGUMENT);
        }
        assertThat(list()).isEmpty();
        assertInvalid("todo_");
        assertInvalid("todo_" + "x".repeat(43));
    }

    private CreateApiTokenResponse create(Scope... scopes) {
        return user.createApiToken(request(scopes).build());
    }

    private String outcomeOfCreating() {
        try {
            create(Scope.SCOPE_TASKS_READ);
            return "made";
        } catch (StatusRuntimeException refused) {
            return Failures.from(refused).reason();
        }
    }

    private static CreateApiTokenRequest.Builder request(Scope... scopes) {
        return CreateApiTokenRequest.newBuilder().setName("backup").addAllScopes(List.of(scopes));
    }

    private static DeleteApiTokenRequest delete(String id) {
        return DeleteApiTokenRequest.newBuilder().setApiTokenId(id).build();
    }

    private List<ApiToken> list() {
        return user.listApiTokens(ListApiTokensRequest.getDefaultInstance()).getApiTokensList();
    }

    private ValidateTokenResponse validate(String token) {
        return auth.asService("tasks")
                .validateToken(
                        ValidateTokenRequest.newBuilder().setAccessToken(token).build());
    }

    private void assertInvalid(String token) {
        assertRefused(Code.UNAUTHENTICATED, "INVALID_TOKEN", () -> validate(token));
    }
}
