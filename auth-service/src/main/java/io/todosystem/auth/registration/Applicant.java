package io.todosystem.auth.registration;

import io.todosystem.auth.password.Password;
import io.todosystem.auth.password.PasswordPolicy;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.failure.Failure.FieldViolation;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who wants an account. The form of the address is checked by the contract.
 *
 * @param timeZone empty means UTC
 */
public record Applicant(String email, Password password, String displayName, String timeZone) {
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    public Applicant {
        displayName = displayName.strip();
        timeZone = timeZone.isEmpty() ? "UTC" : timeZone;
    }

    /** {@link Failure} INVALID_ARGUMENT that names every field that is wrong. */
    void requireValid(PasswordPolicy policy) {
        List<FieldViolation> violations = new ArrayList<>();
        policy.objection(password).ifPresent(text -> violations.add(new FieldViolation("password", text)));
        objectionToName().ifPresent(text -> violations.add(new FieldViolation("display_name", text)));
        if (!ZONES.contains(timeZone)) {
            violations.add(new FieldViolation("time_zone", "is not an IANA time zone such as Europe/Berlin"));
        }
        violations.stream()
                .map(violation -> Failure.invalid(violation.field(), violation.description()))
                .reduce((failure, next) -> failure.violation(
                        next.violations().getFirst().field(),
                        next.violations().getFirst().description()))
                .ifPresent(failure -> {
                    throw failure;
                });
    }

    private Optional<String> objectionToName() {
        if (displayName.codePoints().noneMatch(Applicant::isVisible)) {
            return Optional.of("must not be blank");
        }
        return displayName.codePoints().anyMatch(Applicant::isControl)
                ? Optional.of("must not contain line breaks or other control characters")
                : Optional.empty();
    }

    private static boolean isVisible(int character) {
        return !Character.isWhitespace(character)
                && !Character.isSpaceChar(character)
                && Character.getType(character) != Character.FORMAT;
    }

    private static boolean isControl(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    @Override
    public String toString() {
        return "Applicant";
    }
}
