package io.todosystem.auth.admin;

import io.todosystem.auth.account.UserRow;
import io.todosystem.auth.account.UserStore;
import io.todosystem.auth.paging.NewestFirst;
import io.todosystem.auth.paging.Page;
import io.todosystem.auth.paging.Position;
import io.todosystem.eventing.transaction.Transactions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** All users, newest first. */
@Singleton
public final class UserPages {
    private final UserStore store;
    private final Transactions transactions;
    private final NewestFirst pages;

    UserPages(UserStore store, Transactions transactions, NewestFirst pages) {
        this.store = store;
        this.transactions = transactions;
        this.pages = pages;
    }

    /** Those whose address contains {@code address}; empty means all. */
    public UserPage list(String address, int pageSize, String pageToken) {
        Page<UserRow> page = pages.page(
                "users " + address.toLowerCase(Locale.ROOT),
                pageSize,
                pageToken,
                (after, limit) -> below(address, after, limit),
                row -> new Position(row.createdAt(), row.id()));
        return new UserPage(page.rows().stream().map(UserRow::user).toList(), page.nextToken());
    }

    private List<UserRow> below(String address, Position after, int limit) {
        return transactions.query(_ -> store.list(address, after.createdAt(), after.id(), limit));
    }
}
