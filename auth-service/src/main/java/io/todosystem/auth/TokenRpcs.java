package io.todosystem.auth;

import io.todosystem.auth.client.ServiceClients;
import io.todosystem.auth.revocation.Revocations;
import io.todosystem.auth.session.LocalTokenVerifier;
import io.todosystem.auth.token.AccessToken;
import io.todosystem.auth.token.AccessTokens;
import io.todosystem.platform.auth.RevocationSet;
import io.todosystem.platform.auth.VerifiedToken;
import io.todosystem.proto.auth.v1.IssueServiceTokenRequest;
import io.todosystem.proto.auth.v1.IssueServiceTokenResponse;
import io.todosystem.proto.auth.v1.ListRevocationsRequest;
import io.todosystem.proto.auth.v1.ListRevocationsResponse;
import io.todosystem.proto.auth.v1.ValidateTokenRequest;
import io.todosystem.proto.auth.v1.ValidateTokenResponse;
import jakarta.inject.Singleton;
import java.util.UUID;

/** What the other services ask. */
@Singleton
final class TokenRpcs {
    private final LocalTokenVerifier verifier;
    private final Revocations revocations;
    private final ServiceClients clients;
    private final AccessTokens accessTokens;

    TokenRpcs(LocalTokenVerifier verifier, Revocations revocations, ServiceClients clients, AccessTokens accessTokens) {
        this.verifier = verifier;
        this.revocations = revocations;
        this.clients = clients;
        this.accessTokens = accessTokens;
    }

    ValidateTokenResponse validateToken(ValidateTokenRequest request) {
        VerifiedToken verified = verifier.verify(request.getAccessToken());
        return Answers.verified(verified);
    }

    ListRevocationsResponse listRevocations(ListRevocationsRequest request) {
        RevocationSet set = revocations.fetch(request.getEtag());
        return ListRevocationsResponse.newBuilder()
                .setEtag(set.etag())
                .setUnchanged(set.unchanged())
                .setGeneration(set.generation())
                .addAllSessionIds(set.sessionIds().stream().map(UUID::toString).toList())
                .build();
    }

    IssueServiceTokenResponse issueServiceToken(IssueServiceTokenRequest request) {
        var service = clients.authenticate(request.getClientId(), request.getClientSecret());
        AccessToken token = accessTokens.issue(service);
        return IssueServiceTokenResponse.newBuilder()
                .setAccessToken(token.text())
                .setExpiresIn(Answers.duration(token.life()))
                .build();
    }
}
