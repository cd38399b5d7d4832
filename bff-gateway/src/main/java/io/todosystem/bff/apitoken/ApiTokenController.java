package io.todosystem.bff.apitoken;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.todosystem.bff.http.PathId;
import io.todosystem.bff.problem.AnswersProblems;
import io.todosystem.platform.grpc.Channels;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.todosystem.proto.auth.v1.DeleteApiTokenRequest;
import io.todosystem.proto.auth.v1.ListApiTokensRequest;

import static io.todosystem.proto.auth.v1.AuthServiceGrpc.newBlockingStub;

@Controller("/api/v1/api-tokens")
@ExecuteOn(TaskExecutors.BLOCKING)
@AnswersProblems
@SecurityRequirement(name = "bearer")
@Tag(name = "me")
final class ApiTokenController {
    private final AuthServiceBlockingStub auth;

    ApiTokenController(Channels channels) {
        this.auth = newBlockingStub(channels.onBehalf("auth"));
    }

    /**
     * Makes a token for a program: limited to scopes, good until it expires or is deleted. No API token makes another
     * one.
     *
     * @return the token, shown this once
     */
    @Post
    @Status(HttpStatus.CREATED)
    HttpResponse<NewApiToken> createApiToken(@Body ApiTokenDraft body) {
        var made = NewApiToken.from(auth.createApiToken(body.request()));
        return HttpResponse.created(made).header(HttpHeaders.LOCATION, "/api/v1/api-tokens/" + made.id());
    }

    /**
     * The user's API tokens, newest first.
     *
     * @return all of them
     */
    @Get
    ApiTokenList listApiTokens() {
        return ApiTokenList.from(auth.listApiTokens(ListApiTokensRequest.getDefaultInstance()));
    }

    /**
     * Ends an API token: it is refused everywhere within 2 s.
     *
     * @return ended
     */
    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<Void> deleteApiToken(
            @PathVariable @Parameter(example = "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d5") String id) {
        auth.deleteApiToken(DeleteApiTokenRequest.newBuilder()
                .setApiTokenId(PathId.of(id, "API_TOKEN_NOT_FOUND"))
                .build());
        return HttpResponse.noContent();
    }
}
