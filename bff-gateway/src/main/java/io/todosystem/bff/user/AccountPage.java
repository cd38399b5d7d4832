package io.todosystem.bff.user;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.proto.auth.v1.ListUsersResponse;
import java.util.List;

/** A page of users. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(description = "A page of users, newest first.", example = """
                {"users": [{"id": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d0", "email": "ada@example.org",
                            "display_name": "Ada", "roles": ["USER"], "time_zone": "Europe/Berlin", "locale": "de-AT",
                            "email_verified": true, "disabled": false, "create_time": "2026-11-20T09:00:00Z"}],
                 "next_page_token": ""}""")
record AccountPage(
        List<Account> users,

        @Schema(description = "Empty on the last page.") String nextPageToken) {

    static AccountPage from(ListUsersResponse page) {
        return new AccountPage(page.getUsersList().stream().map(Account::from).toList(), page.getNextPageToken());
    }
}
