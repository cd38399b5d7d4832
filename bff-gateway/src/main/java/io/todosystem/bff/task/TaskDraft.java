package io.todosystem.bff.task;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.proto.tasks.v1.CreateTaskRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task to be made. */
@Serdeable
@Schema(description = "A task to be made.", example = """
                {"title": "Write the report", "priority": "HIGH", "due": {"date": "2026-11-30"}, "tags": ["work"]}""")
record TaskDraft(
        @Schema(description = "A UUID of the client's choice, best a UUIDv7; the service chooses without it.") @Nullable
        String id,

        @Schema(description = "1 to 500 characters, not only white space.")
        String title,

        @Schema(description = "At most 16 KiB of UTF-8.") @Nullable
        String description,

        @Schema(description = "Default NONE.") @Nullable Priority priority,

        @Nullable Due due,

        @Schema(description = "At most 50, each 1 to 50 characters; doubles count once.") @Nullable
        List<String> tags) {

    CreateTaskRequest request(String requestId) {
        var request = CreateTaskRequest.newBuilder().setRequestId(requestId);
        if (id != null) {
            request.setTaskId(id);
        }
        return request.setTask(new TaskChange(title, description, priority, due, tags).input())
                .build();
    }
}
