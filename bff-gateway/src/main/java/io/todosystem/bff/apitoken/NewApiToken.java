package io.todosystem.bff.apitoken;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.proto.auth.v1.CreateApiTokenResponse;
import java.time.Instant;
import java.util.List;

/** A new API token with its secret. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(description = "A new API token with its secret.", example = """
                {"id": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d5", "name": "backup script", "scopes": ["tasks.read"],
                 "create_time": "2026-11-20T09:00:00Z", "expire_time": "2026-12-20T09:00:00Z",
                 "token": "todo_pX3sV0h7bYk1c9Qe5mW2rT8uZ4nL6aJd0fGiHoKxCvB"}""")
record NewApiToken(
        String id,
        String name,
        List<String> scopes,
        Instant createTime,
        Instant expireTime,

        @Schema(description = "Goes into the header Authorization: Bearer … It is shown this once.")
        String token) {

    static NewApiToken from(CreateApiTokenResponse answer) {
        var made = ApiToken.from(answer.getApiToken());
        return new NewApiToken(
                made.id(), made.name(), made.scopes(), made.createTime(), made.expireTime(), answer.getSecret());
    }

    @Override
    public String toString() {
        return "NewApiToken[" + id + "]";
    }
}
