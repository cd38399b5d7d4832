package io.todosystem.auth.profile;

import io.todosystem.auth.account.User;
import io.todosystem.auth.account.UserChanges;
import io.todosystem.auth.account.UserRow;
import io.todosystem.auth.account.UserStore;
import io.todosystem.auth.profile.ProfileChange.Profile;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.failure.Failure;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Changes profiles. */
@Singleton
public final class Profiles {
    private final UserStore store;
    private final UserChanges changes;
    private final Transactions transactions;

    Profiles(UserStore store, UserChanges changes, Transactions transactions) {
        this.store = store;
        this.changes = changes;
        this.transactions = transactions;
    }

    /** A change to what is there already writes nothing. {@code etag} may be empty. */
    public User change(UUID userId, ProfileChange change, String etag) {
        return transactions.inTransaction(tx -> {
            UserRow row = store.lock(userId).orElseThrow(() -> UserChanges.noSuchUser(userId));
            User user = row.user();
            if (!etag.isEmpty() && !etag.equals(user.etag())) {
                throw Failure.aborted("ETAG_MISMATCH", "The profile has changed: its etag is " + user.etag());
            }
            Profile wanted = change.over(row);
            if (wanted.equals(Profile.of(row))) {
                return user;
            }
            store.setProfile(userId, wanted.displayName(), wanted.timeZone(), wanted.locale());
            return changes.updated(tx, userId);
        });
    }
}
