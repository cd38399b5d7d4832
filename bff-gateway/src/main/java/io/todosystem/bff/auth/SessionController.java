package io.todosystem.bff.auth;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.todosystem.bff.http.PageParameters;
import io.todosystem.bff.http.PathId;
import io.todosystem.bff.problem.AnswersProblems;
import io.todosystem.platform.grpc.Channels;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.todosystem.proto.auth.v1.ListSessionsRequest;
import io.todosystem.proto.auth.v1.RevokeSessionRequest;
import org.jspecify.annotations.Nullable;

import static io.todosystem.proto.auth.v1.AuthServiceGrpc.newBlockingStub;

@Controller("/api/v1/sessions")
@ExecuteOn(TaskExecutors.BLOCKING)
@AnswersProblems
@SecurityRequirement(name = "bearer")
@Tag(name = "me")
final class SessionController {
    private final AuthServiceBlockingStub auth;

    SessionController(Channels channels) {
        this.auth = newBlockingStub(channels.onBehalf("auth"));
    }

    /**
     * The user's live sessions, newest first.
     *
     * @return a page
     */
    @Get
    Sessions listSessions(
            @QueryValue("page_size")
                    @Parameter(
                            description = PageParameters.SIZE,
                            schema = @Schema(type = "integer", format = "int32", minimum = "0"))
                    @Nullable
                    Integer pageSize,
            @QueryValue("page_token") @Parameter(description = PageParameters.TOKEN) @Nullable String pageToken) {
        var request = ListSessionsRequest.newBuilder();
        if (pageSize != null) {
            request.setPageSize(pageSize);
        }
        if (pageToken != null) {
            request.setPageToken(pageToken);
        }
        return Sessions.from(auth.listSessions(request.build()));
    }

    /**
     * Ends a session: its tokens are refused within 2 s.
     *
     * @return ended
     */
    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<Void> revokeSession(
            @PathVariable @Parameter(example = "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d1") String id) {
        auth.revokeSession(RevokeSessionRequest.newBuilder()
                .setSessionId(PathId.of(id, "SESSION_NOT_FOUND"))
                .build());
        return HttpResponse.noContent();
    }
}
