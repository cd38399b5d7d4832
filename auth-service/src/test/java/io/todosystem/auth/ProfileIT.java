package io.todosystem.auth;

import com.google.protobuf.FieldMask;
import io.grpc.Status.Code;
import io.todosystem.platform.failure.Failure.FieldViolation;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.todosystem.proto.auth.v1.GetUserRequest;
import io.todosystem.proto.auth.v1.RegisterResponse;
import io.todosystem.proto.auth.v1.UpdateUserRequest;
import io.todosystem.proto.auth.v1.User;
import io.todosystem.proto.auth.v1.UserInput;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.todosystem.auth.Outcomes.assertRefused;
import static io.todosystem.auth.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

/** What users say about themselves, and who sees it. */
final class ProfileIT {
    @RegisterExtension
    static final AuthExtension AUTH = new AuthExtension();

    private final AuthProcess auth = AUTH.process();
    private final Rows rows = AUTH.rows();
    private RegisterResponse registered = RegisterResponse.getDefaultInstance();
    private AuthServiceBlockingStub user = auth.anonymous();

    @BeforeEach
    void register() {
        registered = auth.register();
        user = auth.with(registered.getTokens().getAccessToken());
    }

    @Test
    void the_named_fields_change_and_no_other() throws Exception {
        User before = registered.getUser();

        User after =
                update(UserInput.newBuilder().setLocale("de-at").setTimeZone("Europe/Vienna"), "locale", "time_zone");

        assertThat(after)
                .isEqualTo(before.toBuilder()
                        .setLocale("de-AT")
                        .setTimeZone("Europe/Vienna")
                        .setEtag("\"2\"")
                        .build())
                .isEqualTo(user.getUser(GetUserRequest.getDefaultInstance()).getUser());
        assertThat(events()).containsExactly("user.registered 1", "user.updated 2 de-AT Europe/Vienna");
    }

    @Test
    void an_empty_mask_and_the_values_that_are_there_change_nothing() throws Exception {
        User before = registered.getUser();

        assertThat(update(UserInput.newBuilder().setDisplayName("Ignored"))).isEqualTo(before);
        assertThat(update(UserInput.newBuilder().setDisplayName(" Ada Lovelace "), "display_name"))
                .isEqualTo(before);

        assertThat(events()).containsExactly("user.registered 1");
    }

    @Test
    void what_is_cleared_has_its_default_again() {
        update(UserInput.newBuilder().setLocale("fr"), "locale");

        User after = update(UserInput.newBuilder(), "locale", "time_zone");

        assertThat(after.getLocale()).isEqualTo("en");
        assertThat(after.getTimeZone()).isEqualTo("UTC");
        assertThat(failureOf(() -> update(UserInput.newBuilder(), "display_name"))
                        .violations())
                .extracting(FieldViolation::field)
                .containsExactly("user.display_name");
    }

    @ParameterizedTest
    @CsvSource({"locale, english!", "locale, -", "locale, x-private", "time_zone, Mars/Olympus", "display_name, ' '"})
    void a_wrong_value_is_named_and_changes_nothing(String field, String value) {
        var input = UserInput.newBuilder();
        input.setField(UserInput.getDescriptor().findFieldByName(field), value);

        assertThat(failureOf(() -> update(input, field)).violations())
                .extracting(FieldViolation::field)
                .containsExactly("user." + field);
        assertThat(user.getUser(GetUserRequest.getDefaultInstance()).getUser()).isEqualTo(registered.getUser());
    }

    @Test
    void what_others_decide_cannot_be_written() {
        for (String field : List.of("roles", "email", "disabled", "email_verified", "id", "*")) {
            assertRefused(Code.INVALID_ARGUMENT, "INVALID_UPDATE_MASK", () -> update(UserInput.newBuilder(), field));
        }
    }

    @Test
    void of_writers_with_the_same_etag_one_wins() throws Exception {
        Callable<User> write = () -> user.updateUser(UpdateUserRequest.newBuilder()
                        .setUser(UserInput.newBuilder().setLocale("nl"))
                        .setUpdateMask(FieldMask.newBuilder().addPaths("locale"))
                        .setEtag(registered.getUser().getEtag())
                        .build())
                .getUser();

        assertThat(Race.outcomes(8, write))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of("OK"), Collections.nCopies(7, "ETAG_MISMATCH").stream())
                                .toList());
    }

    private User update(UserInput.Builder input, String... mask) {
        return user.updateUser(UpdateUserRequest.newBuilder()
                        .setUser(input)
                        .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(mask)))
                        .build())
                .getUser();
    }

    private List<String> events() throws Exception {
        return rows.all("""
                        SELECT concat_ws(' ', event_type, sequence, payload ->> 'locale',
                                         CASE WHEN event_type = 'user.updated' THEN payload ->> 'timeZone' END)
                        FROM outbox WHERE event_key = ? ORDER BY id""", registered.getUser().getId()).stream()
                .map(List::getFirst)
                .toList();
    }
}
