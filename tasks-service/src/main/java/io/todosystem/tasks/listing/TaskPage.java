package io.todosystem.tasks.listing;

import io.todosystem.tasks.task.Task;
import java.util.List;

/**
 * Some of a user's tasks.
 *
 * @param nextPageToken empty on the last page
 * @param sequence of the user's inbox list as the page was read; 0 before there is one
 */
public record TaskPage(List<Task> tasks, String nextPageToken, long sequence) {}
