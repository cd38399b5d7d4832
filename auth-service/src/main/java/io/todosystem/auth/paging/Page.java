package io.todosystem.auth.paging;

import java.util.List;

/** Some rows, and the token of the page after them, empty if there is none. */
public record Page<R>(List<R> rows, String nextToken) {
    public Page {
        rows = List.copyOf(rows);
    }
}
