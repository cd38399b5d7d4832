package io.todosystem.auth.session;

import java.util.List;

/** Sessions and the token of the next page, empty on the last one. */
public record SessionPage(List<Session> sessions, String nextPageToken) {}
