package io.todosystem.auth.registration;

import io.todosystem.auth.account.User;
import io.todosystem.auth.password.PasswordHasher;
import io.todosystem.auth.password.PasswordPolicy;
import io.todosystem.eventing.transaction.Transactions.Work;
import io.todosystem.platform.auth.Role;
import jakarta.inject.Singleton;
import java.util.Set;

/** Checks an applicant and hashes the password at once, so that the transaction that makes the user is short. */
@Singleton
final class Admission {
    private final PasswordPolicy policy;
    private final PasswordHasher hasher;
    private final NewUsers newUsers;

    Admission(PasswordPolicy policy, PasswordHasher hasher, NewUsers newUsers) {
        this.policy = policy;
        this.hasher = hasher;
        this.newUsers = newUsers;
    }

    /** What makes the user, to be run in a transaction. */
    Work<User> admit(Applicant applicant, Set<Role> roles) {
        applicant.requireValid(policy);
        String hash = hasher.hash(applicant.password());
        return tx -> newUsers.add(tx, applicant, hash, roles);
    }
}
