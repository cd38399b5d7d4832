package io.todosystem.auth.admin;

import io.todosystem.auth.account.User;
import io.todosystem.auth.account.UserChanges;
import io.todosystem.auth.account.UserRow;
import io.todosystem.auth.account.UserStore;
import io.todosystem.auth.link.MailLinks;
import io.todosystem.auth.link.Purpose;
import io.todosystem.auth.session.Sessions;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.eventing.transaction.Tx;
import io.todosystem.platform.auth.Role;
import io.todosystem.platform.failure.Failure;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Who may sign in, and as what. There is always an administrator who can. */
@Singleton
public final class Administration {
    private final UserStore store;
    private final UserChanges changes;
    private final Sessions sessions;
    private final MailLinks links;
    private final Transactions transactions;
    private final Clock clock;

    Administration(
            UserStore store,
            UserChanges changes,
            Sessions sessions,
            MailLinks links,
            Transactions transactions,
            Clock clock) {
        this.store = store;
        this.changes = changes;
        this.sessions = sessions;
        this.links = links;
        this.transactions = transactions;
        this.clock = clock;
    }

    public User disable(UUID id) {
        return transactions.inTransaction(tx -> {
            List<UserRow> administrators = store.lockAdministrators();
            UserRow row = lock(id);
            if (row.isDisabled()) {
                return row.user();
            }
            requireAnother(administrators, row);
            return disable(tx, id);
        });
    }

    public User enable(UUID id) {
        return transactions.inTransaction(tx -> {
            UserRow row = lock(id);
            if (!row.isDisabled()) {
                return row.user();
            }
            store.enable(id);
            return changes.updated(tx, id);
        });
    }

    /** USER is given to everybody. */
    public User setRoles(UUID id, Set<Role> wanted) {
        Set<Role> roles = new TreeSet<>(wanted);
        roles.add(Role.USER);
        return transactions.inTransaction(tx -> {
            List<UserRow> administrators = store.lockAdministrators();
            UserRow row = lock(id);
            if (row.user().roles().equals(roles)) {
                return row.user();
            }
            if (!roles.contains(Role.ADMIN)) {
                requireAnother(administrators, row);
            }
            store.setRoles(id, roles.stream().map(Role::name).sorted().toList());
            sessions.endAll(id);
            return changes.updated(tx, id);
        });
    }

    private User disable(Tx tx, UUID id) throws SQLException {
        store.disable(id, clock.instant());
        sessions.endAll(id);
        for (Purpose purpose : Purpose.values()) {
            links.drop(id, purpose);
        }
        return changes.disabled(tx, id);
    }

    private UserRow lock(UUID id) {
        return store.lock(id).orElseThrow(() -> UserChanges.noSuchUser(id));
    }

    /** Two who demote each other wait for one another at the locked rows, and the second is then the last. */
    private static void requireAnother(List<UserRow> administrators, UserRow leaving) {
        boolean isOne = administrators.stream().anyMatch(row -> row.id().equals(leaving.id()));
        if (isOne && administrators.size() == 1) {
            throw new Failure(
                            io.grpc.Status.Code.FAILED_PRECONDITION,
                            "LAST_ADMINISTRATOR",
                            "This is the only administrator who can sign in; make another one first")
                    .resource("user", leaving.id().toString());
        }
    }
}
