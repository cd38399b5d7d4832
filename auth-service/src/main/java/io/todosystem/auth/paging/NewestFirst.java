package io.todosystem.auth.paging;

import io.todosystem.platform.paging.PageSize;
import io.todosystem.platform.paging.PageTokens;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;

/** Cuts what is listed by the moment at which it was made, and by id within one moment. */
@Singleton
public final class NewestFirst {
    private final PageTokens tokens;

    NewestFirst(PageTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * The first page, or that which a token names.
     *
     * @param query what is listed; a token opens a page of this query only
     */
    public <R> Page<R> page(
            String query, int pageSize, String pageToken, Below<R> select, Function<R, Position> positionOf) {
        int size = PageSize.of(pageSize);
        Position after = pageToken.isEmpty() ? Position.START : Position.parse(tokens.open(query, pageToken));
        List<R> rows = select.rows(after, size + 1);
        if (rows.size() <= size) {
            return new Page<>(rows, "");
        }
        List<R> page = rows.subList(0, size);
        return new Page<>(
                page, tokens.seal(query, positionOf.apply(page.getLast()).text()));
    }

    /** The rows below a position, so many at most. */
    @FunctionalInterface
    public interface Below<R> {
        List<R> rows(Position position, int limit);
    }
}
