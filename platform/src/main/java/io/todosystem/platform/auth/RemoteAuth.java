package io.todosystem.platform.auth;

import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.micronaut.context.annotation.Secondary;
import io.todosystem.platform.clock.Times;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.BearerToken;
import io.todosystem.platform.grpc.Channels;
import io.todosystem.platform.grpc.Failures;
import io.todosystem.proto.auth.v1.ApiTokenCaller;
import io.todosystem.proto.auth.v1.AuthServiceGrpc;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.todosystem.proto.auth.v1.ListRevocationsRequest;
import io.todosystem.proto.auth.v1.ListRevocationsResponse;
import io.todosystem.proto.auth.v1.UserCaller;
import io.todosystem.proto.auth.v1.ValidateTokenRequest;
import io.todosystem.proto.auth.v1.ValidateTokenResponse;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks auth, as this process itself.
 *
 * <p>Never on the clock of the request that happens to ask first: others wait for the same answer.
 */
@Singleton
@Secondary
final class RemoteAuth implements TokenVerifier, RevocationSource {
    private static final long VALIDATION_MILLIS = 2_000;
    private static final long REVOCATIONS_MILLIS = 1_000;

    private final AuthServiceBlockingStub auth;
    private final Clock clock;

    RemoteAuth(Channels channels, Clock clock) {
        this.clock = clock;
        this.auth = AuthServiceGrpc.newBlockingStub(channels.asService("auth"));
    }

    @Override
    public VerifiedToken verify(String accessToken) {
        ValidateTokenRequest request =
                ValidateTokenRequest.newBuilder().setAccessToken(accessToken).build();
        ValidateTokenResponse answer = apart(() ->
                auth.withDeadlineAfter(VALIDATION_MILLIS, TimeUnit.MILLISECONDS).validateToken(request));
        Instant expiresAt = Times.instant(answer.getExpireTime());
        return answer.hasExpiresIn()
                ? new VerifiedToken(callerOf(answer), expiresAt, Times.duration(answer.getExpiresIn()))
                : VerifiedToken.until(expiresAt, callerOf(answer), clock.instant());
    }

    @Override
    public RevocationSet fetch(String etag) {
        ListRevocationsRequest request =
                ListRevocationsRequest.newBuilder().setEtag(etag).build();
        ListRevocationsResponse answer = apart(() -> auth.withDeadlineAfter(REVOCATIONS_MILLIS, TimeUnit.MILLISECONDS)
                .withOption(Channels.PROBE, true)
                .listRevocations(request));
        return answer.getUnchanged()
                ? RevocationSet.unchanged(answer.getEtag())
                : RevocationSet.of(
                        answer.getEtag(),
                        answer.getGeneration(),
                        answer.getSessionIdsList().stream()
                                .map(UUID::fromString)
                                .collect(Collectors.toSet()));
    }

    private static <T> T apart(Supplier<T> call) {
        Context previous = Context.ROOT.attach();
        try {
            return call.get();
        } catch (StatusRuntimeException e) {
            throw unlessAboutUs(Failures.from(e));
        } finally {
            Context.ROOT.detach(previous);
        }
    }

    /** That auth refuses this process says nothing about the token in question. */
    private static RuntimeException unlessAboutUs(Failure failure) {
        boolean aboutUs = failure.resource()
                .map(resource -> resource.type().equals(BearerToken.RESOURCE))
                .orElse(false);
        return aboutUs ? new IllegalStateException("auth refuses this process: " + failure.reason()) : failure;
    }

    private static Caller callerOf(ValidateTokenResponse answer) {
        return switch (answer.getCallerCase()) {
            case USER -> userOf(answer.getUser());
            case API_TOKEN -> programOf(answer.getApiToken());
            case SERVICE -> new Caller.Service(answer.getService().getClientId());
            case CALLER_NOT_SET ->
                throw new IllegalStateException("auth knows a kind of caller that this process does not");
        };
    }

    private static Caller.User programOf(ApiTokenCaller token) {
        return new Caller.User(
                UUID.fromString(token.getUserId()),
                UUID.fromString(token.getApiTokenId()),
                Set.of(Role.USER),
                // A scope of the future is unknown here, and so gives no right.
                Optional.of(Set.copyOf(token.getScopesList())));
    }

    private static Caller.User userOf(UserCaller user) {
        Set<Role> roles = user.getRolesList().stream()
                .flatMap(role -> switch (role) {
                    case ROLE_USER -> Stream.of(Role.USER);
                    case ROLE_ADMIN -> Stream.of(Role.ADMIN);
                    // A role of the future gives no right here.
                    case ROLE_UNSPECIFIED, UNRECOGNIZED -> Stream.<Role>empty();
                })
                .collect(Collectors.toUnmodifiableSet());
        return new Caller.User(UUID.fromString(user.getUserId()), UUID.fromString(user.getSessionId()), roles);
    }
}
