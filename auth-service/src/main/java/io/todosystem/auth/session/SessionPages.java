package io.todosystem.auth.session;

import io.todosystem.auth.paging.NewestFirst;
import io.todosystem.auth.paging.Page;
import io.todosystem.auth.paging.Position;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.auth.Caller;
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
    private final NewestFirst pages;
    private final Clock clock;

    SessionPages(SessionStore store, Transactions transactions, NewestFirst pages, Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.pages = pages;
        this.clock = clock;
    }

    public SessionPage list(Caller.User caller, int pageSize, String pageToken) {
        Page<SessionRow> page = pages.page(
                "sessions of " + caller.id(),
                pageSize,
                pageToken,
                (after, limit) -> below(caller.id(), after, limit),
                row -> new Position(row.createdAt(), row.id()));
        return new SessionPage(page.rows().stream().map(SessionRow::session).toList(), page.nextToken());
    }

    private List<SessionRow> below(UUID userId, Position after, int limit) {
        Instant now = clock.instant();
        return transactions.query(
                _ -> store.listLive(userId, now.minus(RefreshRules.IDLE), now, after.createdAt(), after.id(), limit));
    }
}
