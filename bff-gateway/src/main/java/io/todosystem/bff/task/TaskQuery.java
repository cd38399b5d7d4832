package io.todosystem.bff.task;

import io.micronaut.http.HttpParameters;
import io.todosystem.proto.tasks.v1.ListTasksRequest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a list of tasks is asked for. */
final class TaskQuery {
    static final String STATES = "Only tasks in one of these states (OPEN, DONE, CANCELLED), repeated or by comma.";
    static final String TAGS = "Only tasks that have this tag; repeated: all of them.";
    static final String ORDER =
            "create_time, update_time, due, priority or title, optionally with ` desc` behind. Default `create_time desc`.";

    private TaskQuery() {}

    /** States may stand in one parameter; a tag may itself contain a comma. */
    static ListTasksRequest of(
            HttpParameters parameters,
            @Nullable Integer pageSize,
            @Nullable String pageToken,
            @Nullable String orderBy) {
        var query = ListTasksRequest.newBuilder();
        if (pageSize != null) {
            query.setPageSize(pageSize);
        }
        if (pageToken != null) {
            query.setPageToken(pageToken);
        }
        if (orderBy != null) {
            query.setOrderBy(orderBy);
        }
        parameters.getAll("state").stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .forEach(name -> query.addStates(TaskState.parse(name).proto()));
        return query.addAllTags(parameters.getAll("tag")).build();
    }
}
