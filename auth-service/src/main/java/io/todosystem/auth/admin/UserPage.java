package io.todosystem.auth.admin;

import io.todosystem.auth.account.User;
import java.util.List;

/** Some users; {@code nextPageToken} is empty on the last page. */
public record UserPage(List<User> users, String nextPageToken) {}
