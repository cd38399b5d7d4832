package io.todosystem.auth;

import io.grpc.Status.Code;
import io.todosystem.eventing.testing.SettableClock;
import io.todosystem.proto.auth.v1.DisableUserRequest;
import io.todosystem.proto.auth.v1.EnableUserRequest;
import io.todosystem.proto.auth.v1.ListUsersRequest;
import io.todosystem.proto.auth.v1.ListUsersResponse;
import io.todosystem.proto.auth.v1.RegisterResponse;
import io.todosystem.proto.auth.v1.Role;
import io.todosystem.proto.auth.v1.SetUserRolesRequest;
import io.todosystem.proto.auth.v1.Tokens;
import io.todosystem.proto.auth.v1.User;
import io.todosystem.proto.auth.v1.UserAdminServiceGrpc.UserAdminServiceBlockingStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.todosystem.auth.Outcomes.assertEnded;
import static io.todosystem.auth.Outcomes.assertRefused;
import static io.todosystem.auth.Outcomes.failureOf;
import static io.todosystem.proto.auth.v1.MailLinkPurpose.MAIL_LINK_PURPOSE_VERIFY_EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

/** What administrators do with users. */
final class AdministrationIT {
    @RegisterExtension
    static final AuthExtension AUTH = new AuthExtension();

    private final AuthProcess auth = AUTH.process();
    private final SettableClock clock = AUTH.clock();
    private final Rows rows = AUTH.rows();
    private User root = User.getDefaultInstance();
    private Tokens rootTokens = Tokens.getDefaultInstance();

    @BeforeEach
    void onlyOneAdministrator() throws Exception {
        rows.change("UPDATE users SET roles = ARRAY ['USER']");
        root = auth.administrator();
        rootTokens = auth.login(root).getTokens();
    }

    @Test
    void a_disabled_user_is_out_everywhere_and_hears_what_a_wrong_password_hears() throws Exception {
        RegisterResponse registered = auth.register();
        User user = registered.getUser();

        User disabled = disable(user);

        assertThat(disabled.getDisabled()).isTrue();
        assertEnded(auth, registered.getTokens());
        assertThat(failureOf(() -> auth.login(user)))
                .usingRecursiveComparison()
                .isEqualTo(failureOf(() -> auth.login(
                        user.toBuilder().setEmail("nobody@example.com").build())));
        assertRefused(
                Code.FAILED_PRECONDITION, "LINK_NOT_WANTED", () -> auth.mint(user, MAIL_LINK_PURPOSE_VERIFY_EMAIL));
        assertThat(disable(user)).isEqualTo(disabled);
        assertThat(events(user)).containsExactly("user.registered", "user.disabled");

        User enabled = enable(user);

        assertThat(enabled.getDisabled()).isFalse();
        assertThat(enable(user)).isEqualTo(enabled);
        assertThat(auth.login(user).getUser()).isEqualTo(enabled);
        assertEnded(auth, registered.getTokens());
        assertThat(events(user)).containsExactly("user.registered", "user.disabled", "user.updated");
    }

    @Test
    void no_session_survives_that_is_opened_while_its_user_is_disabled() throws Exception {
        User user = auth.register().getUser();
        List<Callable<Object>> calls = new ArrayList<>();
        List<Tokens> opened = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 8; i++) {
            calls.add(() -> opened.add(auth.login(user).getTokens()));
        }
        calls.add(() -> disable(user));

        Race.outcomes(calls);

        assertThat(opened).allSatisfy(tokens -> assertEnded(auth, tokens));
        assertThat(rows.one(
                        "SELECT count(*)::text FROM sessions WHERE revoked_at IS NULL AND user_id = ?::uuid",
                        user.getId()))
                .containsExactly("0");
    }

    @Test
    void new_roles_are_in_the_next_session_and_the_old_ones_end() throws Exception {
        RegisterResponse registered = auth.register();
        User user = registered.getUser();

        User promoted = setRoles(user, Role.ROLE_ADMIN);

        assertThat(promoted.getRolesList()).containsExactly(Role.ROLE_USER, Role.ROLE_ADMIN);
        assertEnded(auth, registered.getTokens());
        Tokens fresh = auth.login(user).getTokens();
        assertThat(auth.adminWith(fresh.getAccessToken())
                        .listUsers(ListUsersRequest.getDefaultInstance())
                        .getUsersCount())
                .isPositive();
        assertThat(setRoles(user, Role.ROLE_ADMIN, Role.ROLE_USER)).isEqualTo(promoted);
        assertThat(events(user)).containsExactly("user.registered", "user.updated");
    }

    @Test
    void the_last_administrator_stays_one() throws Exception {
        User disabled = auth.administrator();
        disable(disabled);

        assertRefused(Code.FAILED_PRECONDITION, "LAST_ADMINISTRATOR", () -> disable(root));
        assertRefused(Code.FAILED_PRECONDITION, "LAST_ADMINISTRATOR", () -> setRoles(root, Role.ROLE_USER));

        assertThat(administrators()).isEqualTo(1);
        User another = auth.administrator();
        assertThat(disable(root).getDisabled()).isTrue();
        assertThat(another.getDisabled()).isFalse();
    }

    @Test
    void administrators_who_demote_and_disable_each_other_at_once_leave_one() throws Exception {
        for (int round = 0; round < 5; round++) {
            onlyOneAdministrator();
            User other = auth.administrator();
            Tokens otherTokens = auth.login(other).getTokens();

            assertThat(Race.outcomes(List.<Callable<User>>of(
                            () -> setRoles(other, Role.ROLE_USER), () -> auth.adminWith(otherTokens.getAccessToken())
                                    .disableUser(DisableUserRequest.newBuilder()
                                            .setUserId(root.getId())
                                            .build())
                                    .getUser())))
                    .containsOnlyOnce("OK");
            assertThat(administrators()).isEqualTo(1);
        }
    }

    @Test
    void users_are_listed_newest_first_page_by_page_by_part_of_the_address() {
        List<String> ids = new ArrayList<>();
        String mark = UUID.randomUUID().toString().substring(0, 8);
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofMillis(1));
            ids.addFirst(auth.anonymous()
                    .register(AuthProcess.registration()
                            .setEmail(mark + "_%" + i + "@example.com")
                            .build())
                    .getUser()
                    .getId());
        }
        rootTokens = auth.login(root).getTokens();

        List<String> listed = new ArrayList<>();
        String next = "";
        do {
            ListUsersResponse page = list(mark.toUpperCase(Locale.ROOT) + "_%", next);
            listed.addAll(page.getUsersList().stream().map(User::getId).toList());
            next = page.getNextPageToken();
        } while (!next.isEmpty());

        assertThat(listed).isEqualTo(ids);
        assertThat(list(mark + "%", "").getUsersList()).isEmpty();
        String token = list(mark, "").getNextPageToken();
        assertRefused(Code.INVALID_ARGUMENT, "INVALID_PAGE_TOKEN", () -> list(mark + "_", token));
        assertThat(list("", "").getUsersCount()).isEqualTo(2);
    }

    @Test
    void nobody_else_may() {
        String user = auth.register().getTokens().getAccessToken();
        String id = root.getId();
        UserAdminServiceBlockingStub stub = auth.adminWith(user);
        for (Callable<?> call : List.<Callable<?>>of(
                () -> stub.listUsers(ListUsersRequest.getDefaultInstance()),
                () -> stub.disableUser(
                        DisableUserRequest.newBuilder().setUserId(id).build()),
                () -> stub.enableUser(
                        EnableUserRequest.newBuilder().setUserId(id).build()),
                () -> stub.setUserRoles(SetUserRolesRequest.newBuilder()
                        .setUserId(id)
                        .addRoles(Role.ROLE_USER)
                        .build()))) {
            assertThat(failureOf(() -> call(call)).code()).isEqualTo(Code.PERMISSION_DENIED);
        }
    }

    @Test
    void an_unknown_user_and_no_role_are_refused() {
        User nobody = User.newBuilder().setId(UUID.randomUUID().toString()).build();

        assertRefused(Code.NOT_FOUND, "USER_NOT_FOUND", () -> disable(nobody));
        assertRefused(Code.NOT_FOUND, "USER_NOT_FOUND", () -> enable(nobody));
        assertRefused(Code.NOT_FOUND, "USER_NOT_FOUND", () -> setRoles(nobody, Role.ROLE_USER));
        assertRefused(Code.INVALID_ARGUMENT, "INVALID_FIELD", () -> setRoles(root));
        assertRefused(Code.INVALID_ARGUMENT, "INVALID_FIELD", () -> setRoles(root, Role.ROLE_UNSPECIFIED));
    }

    private static Object call(Callable<?> call) {
        try {
            return call.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private UserAdminServiceBlockingStub admin() {
        return auth.adminWith(rootTokens.getAccessToken());
    }

    private User disable(User user) {
        return admin().disableUser(
                        DisableUserRequest.newBuilder().setUserId(user.getId()).build())
                .getUser();
    }

    private User enable(User user) {
        return admin().enableUser(
                        EnableUserRequest.newBuilder().setUserId(user.getId()).build())
                .getUser();
    }

    private User setRoles(User user, Role... roles) {
        return admin().setUserRoles(SetUserRolesRequest.newBuilder()
                        .setUserId(user.getId())
                        .addAllRoles(List.of(roles))
                        .build())
                .getUser();
    }

    private ListUsersResponse list(String email, String pageToken) {
        return admin().listUsers(ListUsersRequest.newBuilder()
                .setPageSize(2)
                .setEmail(email)
                .setPageToken(pageToken)
                .build());
    }

    private int administrators() throws Exception {
        return Integer.parseInt(
                rows.one("SELECT count(*) FROM users WHERE 'ADMIN' = ANY (roles) AND disabled_at IS NULL")
                        .getFirst());
    }

    private List<String> events(User user) throws Exception {
        return rows.all("SELECT event_type FROM outbox WHERE event_key = ? ORDER BY id", user.getId()).stream()
                .map(List::getFirst)
                .toList();
    }
}
