package io.todosystem.auth.registration;

import io.grpc.Status.Code;
import io.todosystem.auth.password.Password;
import io.todosystem.auth.password.PasswordPolicy;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.failure.Failure.FieldViolation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class ApplicantTest {
    private final PasswordPolicy policy = new PasswordPolicy();

    @Test
    void a_name_is_kept_without_the_blanks_around_it() {
        assertThat(applicant("  Ada Lovelace \u2003", "UTC").displayName()).isEqualTo("Ada Lovelace");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\u00a0", "\u200b\u200d", "\u3000"})
    void a_name_that_nobody_could_see_is_refused(String name) {
        assertThat(violationsOf(applicant(name, "UTC")))
                .containsExactly(new FieldViolation("display_name", "must not be blank"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada\nLovelace", "Ada\u0007", "Ada\u2028Lovelace", "Ada\u0085Lovelace"})
    void a_name_with_control_characters_is_refused(String name) {
        assertThat(violationsOf(applicant(name, "UTC")))
                .extracting(FieldViolation::field)
                .containsExactly("display_name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada", "李小龙", "👩‍🚀 Ada", "O'Neill-Müller", "ن"})
    void names_of_all_peoples_are_welcome(String name) {
        assertThatCode(() -> applicant(name, "UTC").requireValid(policy)).doesNotThrowAnyException();
    }

    @Test
    void without_a_time_zone_it_is_utc() {
        assertThat(applicant("Ada", "").timeZone()).isEqualTo("UTC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "Pacific/Chatham", "UTC", "America/Argentina/Buenos_Aires"})
    void iana_zones_are_known(String zone) {
        assertThatCode(() -> applicant("Ada", zone).requireValid(policy)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Atlantis", "+02:00", "UTC+2", "europe/berlin", "CET "})
    void other_zones_are_refused(String zone) {
        assertThat(violationsOf(applicant("Ada", zone)))
                .extracting(FieldViolation::field)
                .containsExactly("time_zone");
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        Applicant applicant = new Applicant("ada@example.com", Password.of("short"), " ", "Mars/Olympus");

        assertThat(violationsOf(applicant))
                .extracting(FieldViolation::field)
                .containsExactly("password", "display_name", "time_zone");
    }

    private List<FieldViolation> violationsOf(Applicant applicant) {
        Failure failure = catchThrowableOfType(Failure.class, () -> applicant.requireValid(policy));
        assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
        return failure.violations();
    }

    private static Applicant applicant(String name, String zone) {
        return new Applicant("ada@example.com", Password.of("correct horse"), name, zone);
    }
}
