package io.todosystem.bff.apitoken;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.proto.auth.v1.ListApiTokensResponse;
import java.util.List;

/** All API tokens of a user. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(description = "All API tokens of a user that have not expired, newest first; at most 50.", example = """
                {"api_tokens": [{"id": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d5", "name": "backup script",
                                 "scopes": ["tasks.read"], "create_time": "2026-11-20T09:00:00Z",
                                 "expire_time": "2026-12-20T09:00:00Z", "last_used_time": "2026-11-21T03:00:00Z"}]}""")
record ApiTokenList(List<ApiToken> apiTokens) {
    static ApiTokenList from(ListApiTokensResponse answer) {
        return new ApiTokenList(
                answer.getApiTokensList().stream().map(ApiToken::from).toList());
    }
}
