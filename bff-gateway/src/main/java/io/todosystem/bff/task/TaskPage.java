package io.todosystem.bff.task;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.proto.tasks.v1.ListTasksResponse;
import java.util.List;

/** A page of tasks. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(description = "A page of tasks.", example = """
                {"tasks": [{"id": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d2",
                            "list_id": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d3", "title": "Write the report",
                            "description": "", "priority": "HIGH", "state": "OPEN", "due": null, "tags": [],
                            "version": 1, "create_time": "2026-11-20T09:00:00Z",
                            "update_time": "2026-11-20T09:00:00Z", "complete_time": null}],
                 "next_page_token": ""}""")
public record TaskPage(
        List<Task> tasks,

        @Schema(description = "Goes into page_token for the next page; empty on the last one.")
        String nextPageToken) {

    public static TaskPage from(ListTasksResponse page) {
        return new TaskPage(page.getTasksList().stream().map(Task::from).toList(), page.getNextPageToken());
    }
}
