package io.todosystem.platform.paging;

import io.todosystem.platform.failure.Failure;

/** Number of items of a page, as asked for in {@code page_size}. */
public final class PageSize {
    private static final int DEFAULT = 50;
    private static final int MAX = 200;

    private PageSize() {}

    /** 0 means 50, more than 200 means 200, negative is a {@link Failure}. */
    public static int of(int requested) {
        if (requested < 0) {
            throw Failure.invalid("page_size", "must not be negative");
        }
        return requested == 0 ? DEFAULT : Math.min(requested, MAX);
    }
}
