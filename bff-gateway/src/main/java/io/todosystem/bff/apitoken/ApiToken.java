package io.todosystem.bff.apitoken;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.platform.auth.Scopes;
import io.todosystem.platform.clock.Times;
import io.todosystem.proto.access.v1.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A token for programs. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(description = "A token for programs.", example = """
                {"id": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d5", "name": "backup script", "scopes": ["tasks.read"],
                 "create_time": "2026-11-20T09:00:00Z", "expire_time": "2026-12-20T09:00:00Z", "last_used_time": null}""")
record ApiToken(
        String id,
        String name,
        List<String> scopes,
        Instant createTime,
        Instant expireTime,

        @Schema(description = "When it was last seen, to the minute or, in steady use, to ten; null if never.")
        @Nullable
        Instant lastUsedTime) {

    static ApiToken from(io.todosystem.proto.auth.v1.ApiToken token) {
        return new ApiToken(
                token.getId(),
                token.getName(),
                names(token.getScopesList()),
                Times.instant(token.getCreateTime()),
                Times.instant(token.getExpireTime()),
                token.hasLastUsedTime() ? Times.instant(token.getLastUsedTime()) : null);
    }

    private static List<String> names(List<Scope> scopes) {
        return scopes.stream()
                .filter(scope -> scope != Scope.UNRECOGNIZED)
                .map(Scopes::name)
                .toList();
    }
}
