package io.todosystem.auth.registration;

import io.todosystem.auth.account.ProfileRules;
import io.todosystem.auth.password.Password;
import io.todosystem.auth.password.PasswordPolicy;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.failure.Failure.FieldViolation;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody who wants an account. The form of the address is checked by the contract.
 *
 * @param timeZone empty means UTC
 */
public record Applicant(String email, Password password, String displayName, String timeZone) {
    public Applicant {
        displayName = displayName.strip();
        timeZone = timeZone.isEmpty() ? ProfileRules.DEFAULT_ZONE : timeZone;
    }

    /** {@link Failure} INVALID_ARGUMENT that names every field that is wrong. */
    void requireValid(PasswordPolicy policy) {
        List<FieldViolation> violations = new ArrayList<>();
        policy.objection(password).ifPresent(text -> violations.add(new FieldViolation("password", text)));
        ProfileRules.objectionToName(displayName)
                .ifPresent(text -> violations.add(new FieldViolation("display_name", text)));
        ProfileRules.objectionToZone(timeZone).ifPresent(text -> violations.add(new FieldViolation("time_zone", text)));
        violations.stream()
                .map(violation -> Failure.invalid(violation.field(), violation.description()))
                .reduce((failure, next) -> failure.violation(
                        next.violations().getFirst().field(),
                        next.violations().getFirst().description()))
                .ifPresent(failure -> {
                    throw failure;
                });
    }

    @Override
    public String toString() {
        return "Applicant";
    }
}
