package io.todosystem.auth;

import io.todosystem.auth.apitoken.ApiToken;
import io.todosystem.auth.apitoken.ApiTokens;
import io.todosystem.auth.apitoken.NewApiToken;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.clock.Times;
import io.todosystem.proto.auth.v1.CreateApiTokenRequest;
import io.todosystem.proto.auth.v1.CreateApiTokenResponse;
import io.todosystem.proto.auth.v1.DeleteApiTokenRequest;
import io.todosystem.proto.auth.v1.DeleteApiTokenResponse;
import io.todosystem.proto.auth.v1.ListApiTokensResponse;
import jakarta.inject.Singleton;
import java.util.UUID;

/** The caller's own API tokens. */
@Singleton
final class ApiTokenRpcs {
    private final ApiTokens apiTokens;

    ApiTokenRpcs(ApiTokens apiTokens) {
        this.apiTokens = apiTokens;
    }

    CreateApiTokenResponse create(CreateApiTokenRequest request) {
        NewApiToken made = apiTokens.create(
                Caller.requireUser(), request.getName(), request.getScopesList(), request.getLifeDays());
        return CreateApiTokenResponse.newBuilder()
                .setApiToken(answer(made.token()))
                .setSecret(made.secret())
                .build();
    }

    ListApiTokensResponse list() {
        return ListApiTokensResponse.newBuilder()
                .addAllApiTokens(apiTokens.list(Caller.requireUser().id()).stream()
                        .map(ApiTokenRpcs::answer)
                        .toList())
                .build();
    }

    DeleteApiTokenResponse delete(DeleteApiTokenRequest request) {
        apiTokens.delete(Caller.requireUser().id(), UUID.fromString(request.getApiTokenId()));
        return DeleteApiTokenResponse.getDefaultInstance();
    }

    private static io.todosystem.proto.auth.v1.ApiToken answer(ApiToken token) {
        var answer = io.todosystem.proto.auth.v1.ApiToken.newBuilder()
                .setId(token.id().toString())
                .setName(token.name())
                .addAllScopes(token.scopes())
                .setCreateTime(Times.timestamp(token.createdAt()))
                .setExpireTime(Times.timestamp(token.expiresAt()));
        token.lastUsedAt().map(Times::timestamp).ifPresent(answer::setLastUsedTime);
        return answer.build();
    }
}
