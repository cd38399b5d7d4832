package io.todosystem.peer.spring;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.todosystem.proto.auth.v1.AuthServiceGrpc;
import io.todosystem.proto.auth.v1.ValidateTokenRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.stereotype.Component;

/**
 * Asks auth about a token that it has not seen yet, and keeps the answer by the token's hash, as tasks-service does.
 */
@Component
@GlobalServerInterceptor
class TokenInterceptor implements ServerInterceptor {
    static final Context.Key<UUID> USER = Context.key("user");
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final AuthServiceGrpc.AuthServiceBlockingStub auth;
    private final Cache<String, UUID> known =
            Caffeine.newBuilder().maximumSize(50_000).expireAfterWrite(Duration.ofMinutes(10)).build();

    TokenInterceptor(@Value("${TODO_AUTH_ADDRESS}") String address) {
        auth = AuthServiceGrpc.newBlockingStub(
                ManagedChannelBuilder.forTarget(address).usePlaintext().directExecutor().build());
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        String authorization = headers.get(AUTHORIZATION);
        if (authorization == null) {
            call.close(Status.UNAUTHENTICATED, new Metadata());
            return new ServerCall.Listener<>() {};
        }
        String token = authorization.substring("Bearer ".length());
        UUID user = known.get(hash(token), hash -> validate(token));
        return Contexts.interceptCall(Context.current().withValue(USER, user), call, headers, next);
    }

    private UUID validate(String token) {
        return UUID.fromString(auth.validateToken(
                        ValidateTokenRequest.newBuilder().setAccessToken(token).build())
                .getUser()
                .getUserId());
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
