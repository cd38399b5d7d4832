package io.todosystem.auth.registration;

import io.todosystem.auth.account.SignIn;
import io.todosystem.auth.account.SignedIn;
import io.todosystem.auth.account.User;
import io.todosystem.auth.limit.AddressLimits;
import io.todosystem.auth.sealing.RandomToken;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.eventing.transaction.Transactions.Work;
import io.todosystem.platform.auth.Role;
import io.todosystem.platform.failure.Failure;
import jakarta.inject.Singleton;
import java.util.Set;

/** The two ways to an account. */
@Singleton
public final class Registration {
    private final RegistrationConfiguration configuration;
    private final AddressLimits limits;
    private final Admission admission;
    private final Invitations invitations;
    private final SignIn signIn;
    private final Transactions transactions;

    Registration(
            RegistrationConfiguration configuration,
            AddressLimits limits,
            Admission admission,
            Invitations invitations,
            SignIn signIn,
            Transactions transactions) {
        this.configuration = configuration;
        this.limits = limits;
        this.admission = admission;
        this.invitations = invitations;
        this.signIn = signIn;
        this.transactions = transactions;
    }

    /** {@code code} is of an invitation; it does not matter where none is needed. */
    public SignedIn register(Applicant applicant, RandomToken code) {
        limits.requireRegistration();
        return signIn.signIn(
                switch (configuration.door()) {
                    case OPEN -> admission.admit(applicant, Set.of(Role.USER));
                    case INVITE -> admitInvited(applicant, code);
                    case CLOSED ->
                        throw Failure.permissionDenied("REGISTRATION_CLOSED", "Ask an administrator for an account");
                });
    }

    public User createAdministrator(Applicant applicant) {
        return transactions.inTransaction(admission.admit(applicant, Set.of(Role.USER, Role.ADMIN)));
    }

    /** The code is looked at first: who has none learns nothing about addresses and costs no hashing. */
    private Work<User> admitInvited(Applicant applicant, RandomToken code) {
        invitations.require(code, applicant.email());
        Work<User> admit = admission.admit(applicant, Set.of(Role.USER));
        return tx -> {
            invitations.use(code, applicant.email());
            return admit.run(tx);
        };
    }
}
