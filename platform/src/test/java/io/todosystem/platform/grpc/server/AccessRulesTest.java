package io.todosystem.platform.grpc.server;

import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.services.ChannelzService;
import io.grpc.protobuf.services.HealthStatusManager;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.auth.Role;
import io.todosystem.platform.auth.Scopes;
import io.todosystem.platform.failure.Failure;
import io.todosystem.proto.access.v1.Scope;
import io.todosystem.proto.auth.v1.AuthServiceGrpc;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class AccessRulesTest {
    private static final String TASKS = "todo.tasks.v1.TasksService/";
    private static final String AUTH = "todo.auth.v1.AuthService/";

    private final ServerServiceDefinition auth = new AuthServiceGrpc.AuthServiceImplBase() {}.bindService();
    private final AccessRules rules = new AccessRules(List.of(auth));
    private final Caller user = new Caller.User(UUID.randomUUID(), UUID.randomUUID(), Set.of(Role.USER));
    private final Caller admin = new Caller.User(UUID.randomUUID(), UUID.randomUUID(), Set.of(Role.USER, Role.ADMIN));
    private final Caller tasks = new Caller.Service("tasks");
    private final Caller notification = new Caller.Service("notification");

    @Test
    void a_service_with_an_rpc_without_a_rule_is_refused() {
        ServerServiceDefinition foreign = ChannelzService.newInstance(10).bindService();

        assertThatIllegalStateException()
                .isThrownBy(() -> new AccessRules(List.of(auth, foreign)))
                .withMessageContaining("grpc.channelz.v1.Channelz")
                .withMessageContaining("has no access rule");
    }

    @Test
    void health_is_public() {
        AccessRules withHealth = new AccessRules(
                List.of(new HealthStatusManager().getHealthService().bindService()));

        assertThat(withHealth.isPublic("grpc.health.v1.Health/Check")).isTrue();
    }

    @Test
    void who_may_call_is_what_the_proto_says() {
        assertThat(rules.isPublic(AUTH + "Register")).isTrue();
        assertThat(rules.isPublic(AUTH + "Logout")).isFalse();
        allowed("Logout", user);
        refused("Logout", tasks);
        allowed("GetUser", user);
        allowed("GetUser", notification);
        refused("GetUser", tasks);
        refused("BatchGetUsers", user);
        allowed("BatchGetUsers", admin);
        allowed("ValidateToken", tasks);
        refused("ValidateToken", admin);
        refused("CreateAdministrator", admin);
        allowed("CreateAdministrator", new Caller.Service("operator"));
    }

    @Test
    void an_api_token_may_do_what_its_scopes_say() {
        AccessRules ofTasks = new AccessRules(List.of(new TasksServiceGrpc.TasksServiceImplBase() {}.bindService()));
        Caller reader = apiToken(Scope.SCOPE_TASKS_READ);

        assertThatCode(() -> ofTasks.check(TASKS + "ListTasks", reader)).doesNotThrowAnyException();
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> ofTasks.check(TASKS + "CreateTask", reader))
                .withMessageContaining("tasks.write")
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo("INSUFFICIENT_SCOPE"));
        assertThatCode(() -> ofTasks.check(TASKS + "CreateTask", user)).doesNotThrowAnyException();
    }

    @Test
    void what_has_no_scope_is_closed_to_every_api_token() {
        Caller everything = apiToken(Scopes.ALL.toArray(Scope[]::new));

        allowed("GetUser", everything);
        for (String method : List.of("Logout", "ListSessions", "CreateApiToken", "DeleteApiToken")) {
            assertThatExceptionOfType(Failure.class)
                    .isThrownBy(() -> rules.check(AUTH + method, everything))
                    .satisfies(failure -> assertThat(failure.reason()).isEqualTo("INSUFFICIENT_SCOPE"));
        }
        refused("BatchGetUsers", everything);
        refused("ValidateToken", everything);
    }

    @Test
    void scopes_have_names() {
        assertThat(Scopes.ALL).hasSizeGreaterThan(4).allSatisfy(scope -> assertThat(Scopes.named(Scopes.name(scope)))
                .contains(scope));
        assertThat(Scopes.name(Scope.SCOPE_TASKS_READ)).isEqualTo("tasks.read");
        assertThat(Scopes.named("unspecified")).isEmpty();
    }

    private static Caller apiToken(Scope... scopes) {
        return new Caller.User(UUID.randomUUID(), UUID.randomUUID(), Set.of(Role.USER), Optional.of(Set.of(scopes)));
    }

    @Test
    void nobody_in_particular_is_unauthenticated() {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> rules.check(AUTH + "Logout", new Caller.Anonymous()))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo("TOKEN_REQUIRED"));
    }

    private void allowed(String method, Caller caller) {
        assertThatCode(() -> rules.check(AUTH + method, caller)).doesNotThrowAnyException();
    }

    private void refused(String method, Caller caller) {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> rules.check(AUTH + method, caller))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo("NOT_ALLOWED"));
    }
}
