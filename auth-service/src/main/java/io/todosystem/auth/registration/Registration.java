package io.todosystem.auth.registration;

import io.todosystem.auth.account.SignIn;
import io.todosystem.auth.account.SignedIn;
import io.todosystem.auth.account.User;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.auth.Role;
import io.todosystem.platform.failure.Failure;
import jakarta.inject.Singleton;
import java.util.Set;

/** The two ways to an account. */
@Singleton
public final class Registration {
    private final RegistrationConfiguration configuration;
    private final Admission admission;
    private final SignIn signIn;
    private final Transactions transactions;

    Registration(
            RegistrationConfiguration configuration, Admission admission, SignIn signIn, Transactions transactions) {
        this.configuration = configuration;
        this.admission = admission;
        this.signIn = signIn;
        this.transactions = transactions;
    }

    public SignedIn register(Applicant applicant) {
        if (configuration.isClosed()) {
            throw Failure.permissionDenied("REGISTRATION_CLOSED", "Ask an administrator for an account");
        }
        return signIn.signIn(admission.admit(applicant, Set.of(Role.USER)));
    }

    public User createAdministrator(Applicant applicant) {
        return transactions.inTransaction(admission.admit(applicant, Set.of(Role.USER, Role.ADMIN)));
    }
}
