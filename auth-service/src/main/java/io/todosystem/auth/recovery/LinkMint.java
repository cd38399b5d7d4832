package io.todosystem.auth.recovery;

import io.todosystem.auth.account.UserChanges;
import io.todosystem.auth.account.UserRow;
import io.todosystem.auth.account.UserStore;
import io.todosystem.auth.link.MailLinks;
import io.todosystem.auth.link.Purpose;
import io.todosystem.auth.sealing.RandomToken;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.failure.Failure;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Makes links for whoever mails them, if their user asked for them. */
@Singleton
public final class LinkMint {
    private final UserStore store;
    private final MailLinks links;
    private final Transactions transactions;

    LinkMint(UserStore store, MailLinks links, Transactions transactions) {
        this.store = store;
        this.links = links;
        this.transactions = transactions;
    }

    public RandomToken mint(UUID userId, Purpose purpose) {
        return transactions.inTransaction(tx -> {
            UserRow user = store.lock(userId).orElseThrow(() -> UserChanges.noSuchUser(userId));
            return links.mint(user.id(), purpose)
                    .orElseThrow(() -> new Failure(
                            io.grpc.Status.Code.FAILED_PRECONDITION,
                            "LINK_NOT_WANTED",
                            "Nobody asked for this link, or what it is for is done"));
        });
    }
}
