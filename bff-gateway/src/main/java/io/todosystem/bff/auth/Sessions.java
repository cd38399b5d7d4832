package io.todosystem.bff.auth;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.platform.clock.Times;
import io.todosystem.proto.auth.v1.ListSessionsResponse;
import java.time.Instant;
import java.util.List;

/** A page of sessions. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(description = "A page of sessions, newest first.", example = """
                {"sessions": [{"id": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d1", "create_time": "2026-11-20T09:00:00Z",
                               "last_used_time": "2026-11-20T12:30:00Z", "expire_time": "2026-12-20T09:00:00Z",
                               "current": true}],
                 "next_page_token": ""}""")
record Sessions(
        List<Session> sessions,

        @Schema(description = "Empty on the last page.") String nextPageToken) {

    static Sessions from(ListSessionsResponse page) {
        return new Sessions(page.getSessionsList().stream().map(Session::from).toList(), page.getNextPageToken());
    }

    /** One sign-in and everything refreshed from it. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    @Schema(name = "Session", description = "One sign-in and everything refreshed from it.")
    record Session(
            String id,
            Instant createTime,

            @Schema(description = "Last sign-in or refresh.")
            Instant lastUsedTime,

            @Schema(description = "When it ends even if used.")
            Instant expireTime,

            @Schema(description = "True for the session that asks.")
            boolean current) {

        static Session from(io.todosystem.proto.auth.v1.Session session) {
            return new Session(
                    session.getId(),
                    Times.instant(session.getCreateTime()),
                    Times.instant(session.getLastUsedTime()),
                    Times.instant(session.getExpireTime()),
                    session.getCurrent());
        }
    }
}
