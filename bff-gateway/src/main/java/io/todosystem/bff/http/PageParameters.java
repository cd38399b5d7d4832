package io.todosystem.bff.http;

/** Descriptions of the query parameters that every list has. */
public final class PageParameters {
    public static final String SIZE = "At most so many; 50 without it, never more than 200.";
    public static final String TOKEN = "next_page_token of the page before; only with the same other parameters.";

    private PageParameters() {}
}
