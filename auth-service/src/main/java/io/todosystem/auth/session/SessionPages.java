package io.todosystem.auth.session;

import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.paging.PageSize;
import io.todosystem.platform.paging.PageTokens;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A user's live sessions, newest first. */
@Singleton
public final class SessionPages {
    private final SessionStore store;
    private final Transactions transactions;
    private final PageTokens pageTokens;
    private final Clock clock;

    SessionPages(SessionStore store, Transactions transactions, PageTokens pageTokens, Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.pageTokens = pageTokens;
        this.clock = clock;
    }

    public SessionPage list(Caller.User caller, int pageSize, String pageToken) {
        int size = PageSize.of(pageSize);
        String query = "sessions of " + caller.id();
        Position after = pageToken.isEmpty() ? Position.START : Position.parse(pageTokens.open(query, pageToken));
        Instant now = clock.instant();
        List<SessionRow> rows = transactions.readOnly(tx -> store.listLive(
                caller.id(), now.minus(RefreshRules.IDLE), now, after.createdAt(), after.id(), size + 1));
        boolean more = rows.size() > size;
        List<SessionRow> page = more ? rows.subList(0, size) : rows;
        return new SessionPage(
                page.stream().map(SessionRow::session).toList(),
                more ? pageTokens.seal(query, Position.of(page.getLast()).text()) : "");
    }

    /** The last session of a page; the next page begins below it. */
    private record Position(Instant createdAt, UUID id) {
        static final Position START = new Position(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

        static Position of(SessionRow row) {
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
