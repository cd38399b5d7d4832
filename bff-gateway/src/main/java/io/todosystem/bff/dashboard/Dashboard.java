package io.todosystem.bff.dashboard;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.bff.auth.Profile;
import io.todosystem.bff.notification.NotificationPage;
import io.todosystem.bff.task.TaskPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a user sees first. */
@Serdeable
@Schema(
        description =
                "What a user sees first. A section that could not be had is null and its name stands in `degraded`.",
        example = """
                {"profile": {"id": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d0", "email": "ada@example.org",
                             "display_name": "Ada", "roles": ["USER"], "time_zone": "Europe/Berlin", "locale": "de-AT",
                             "email_verified": true},
                 "tasks": {"tasks": [], "next_page_token": ""},
                 "notifications": null, "orders": [], "degraded": ["notifications"]}""")
record Dashboard(
        @Schema(description = "As GET /me.", nullable = true) @Nullable
        Profile profile,

        @Schema(description = "The first page of the open tasks, those due soonest first.", nullable = true) @Nullable
        TaskPage tasks,

        @Schema(description = "The newest notifications and how many are unread.", nullable = true) @Nullable
        NotificationPage notifications,

        @Schema(description = "Always empty until there are orders.")
        List<Object> orders,

        @Schema(description = "Names of the sections that are missing.")
        List<String> degraded) {}
