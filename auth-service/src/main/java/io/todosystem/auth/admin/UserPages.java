package io.todosystem.auth.admin;

import io.todosystem.auth.account.UserRow;
import io.todosystem.auth.account.UserStore;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.paging.PageSize;
import io.todosystem.platform.paging.PageTokens;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** All users, newest first. */
@Singleton
public final class UserPages {
    private final UserStore store;
    private final Transactions transactions;
    private final PageTokens pageTokens;

    UserPages(UserStore store, Transactions transactions, PageTokens pageTokens) {
        this.store = store;
        this.transactions = transactions;
        this.pageTokens = pageTokens;
    }

    /** Those whose address contains {@code address}; empty means all. */
    public UserPage list(String address, int pageSize, String pageToken) {
        int size = PageSize.of(pageSize);
        String query = "users " + address.toLowerCase(Locale.ROOT);
        Position after = pageToken.isEmpty() ? Position.START : Position.parse(pageTokens.open(query, pageToken));
        List<UserRow> rows = transactions.readOnly(tx -> store.list(address, after.createdAt(), after.id(), size + 1));
        boolean more = rows.size() > size;
        List<UserRow> page = more ? rows.subList(0, size) : rows;
        return new UserPage(
                page.stream().map(UserRow::user).toList(),
                more ? pageTokens.seal(query, Position.of(page.getLast()).text()) : "");
    }

    /** The last user of a page; the next page begins below it. */
    private record Position(Instant createdAt, UUID id) {
        static final Position START = new Position(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

        static Position of(UserRow row) {
            return new Position(row.createdAt(), row.id());
        }

        static Position parse(String text) {
            String[] parts = text.split(" ", 2);
            return new Position(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        }

        String text() {
            return createdAt + " " + id;
        }
    }
}
