package io.todosystem.platform.testing;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.grpc.Server;
import io.grpc.Status.Code;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.todosystem.platform.auth.Role;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.FailureMapping;
import io.todosystem.proto.access.v1.Scope;
import io.todosystem.proto.auth.v1.ApiTokenCaller;
import io.todosystem.proto.auth.v1.AuthServiceGrpc;
import io.todosystem.proto.auth.v1.BatchGetUsersRequest;
import io.todosystem.proto.auth.v1.BatchGetUsersResponse;
import io.todosystem.proto.auth.v1.GetUserRequest;
import io.todosystem.proto.auth.v1.GetUserResponse;
import io.todosystem.proto.auth.v1.IssueServiceTokenRequest;
import io.todosystem.proto.auth.v1.IssueServiceTokenResponse;
import io.todosystem.proto.auth.v1.ListRevocationsRequest;
import io.todosystem.proto.auth.v1.ListRevocationsResponse;
import io.todosystem.proto.auth.v1.MintMailLinkRequest;
import io.todosystem.proto.auth.v1.MintMailLinkResponse;
import io.todosystem.proto.auth.v1.ServiceCaller;
import io.todosystem.proto.auth.v1.User;
import io.todosystem.proto.auth.v1.UserCaller;
import io.todosystem.proto.auth.v1.ValidateTokenRequest;
import io.todosystem.proto.auth.v1.ValidateTokenResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands for auth-service behind its real gRPC port: tokens are opaque here, but shaped like a JWT.
 *
 * <p>Every client secret is accepted. Users need not be made: an unknown id is a user called {@code User <id>} with the
 * address {@code <id>@example.com} unless {@link #forget} was told. {@link #stop} and {@link #start} keep the port.
 */
public final class FakeAuth implements AutoCloseable {
    private final Map<String, ValidateTokenResponse> tokens = new ConcurrentHashMap<>();
    private final Map<String, User> users = new ConcurrentHashMap<>();
    private final Set<String> forgotten = new ConcurrentSkipListSet<>();
    private final Map<String, List<String>> links = new ConcurrentHashMap<>();
    private final Set<String> unwanted = new ConcurrentSkipListSet<>();
    private final Set<String> revoked = new ConcurrentSkipListSet<>();
    private final AtomicInteger revision = new AtomicInteger();
    private final AtomicInteger validations = new AtomicInteger();
    private volatile Duration serviceTokenLife = Duration.ofMinutes(10);
    private int port;
    private @Nullable Server server;

    public FakeAuth() {
        start();
    }

    /** The value of {@code todo.upstreams.auth} (TODO_AUTH_ADDRESS). */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** A token of a new session, good for 10 minutes. Without roles: {@link Role#USER}. */
    public String tokenFor(UUID userId, Role... roles) {
        return tokenFor(userId, UUID.randomUUID(), Duration.ofMinutes(10), roles);
    }

    public String tokenFor(UUID userId, UUID sessionId, Duration life, Role... roles) {
        UserCaller.Builder user =
                UserCaller.newBuilder().setUserId(userId.toString()).setSessionId(sessionId.toString());
        Arrays.stream(roles.length == 0 ? new Role[] {Role.USER} : roles).forEach(role -> user.addRoles(toProto(role)));
        return remember(ValidateTokenResponse.newBuilder().setUser(user), life);
    }

    /** An API token of this user, limited to these scopes. */
    public String apiTokenFor(UUID userId, Scope... scopes) {
        return apiTokenFor(userId, Duration.ofMinutes(10), scopes);
    }

    /** One that is to be asked about again after that time; it is good until {@link #end}. */
    public String apiTokenFor(UUID userId, Duration believed, Scope... scopes) {
        String token = "todo_" + (UUID.randomUUID() + "-" + UUID.randomUUID()).substring(0, 43);
        tokens.put(
                token,
                ValidateTokenResponse.newBuilder()
                        .setApiToken(ApiTokenCaller.newBuilder()
                                .setUserId(userId.toString())
                                .setApiTokenId(UUID.randomUUID().toString())
                                .addAllScopes(List.of(scopes)))
                        .setExpiresIn(Durations.fromMillis(believed.toMillis()))
                        .build());
        return token;
    }

    /** As when the life of a token is over. */
    public void end(String token) {
        tokens.remove(token);
    }

    public String tokenForService(String clientId) {
        return remember(
                ValidateTokenResponse.newBuilder()
                        .setService(ServiceCaller.newBuilder().setClientId(clientId)),
                Duration.ofMinutes(10));
    }

    public void addUser(User user) {
        users.put(user.getId(), user);
    }

    /** From now on there is no such user. */
    public void forget(UUID userId) {
        forgotten.add(userId.toString());
    }

    /** From now on no link is made for this user. */
    public void wantNoLinks(UUID userId) {
        unwanted.add(userId.toString());
    }

    /** The tokens of links made for this user, oldest first. */
    public List<String> links(UUID userId) {
        return List.copyOf(links.getOrDefault(userId.toString(), List.of()));
    }

    /** Revokes the session of a token that came from here, or the API token. */
    public void revoke(String token) {
        revoke(UUID.fromString(sessionOf(Objects.requireNonNull(tokens.get(token)))));
    }

    public void revoke(UUID sessionId) {
        revoked.add(sessionId.toString());
        revision.incrementAndGet();
    }

    /** Of the tokens that services get from now on. */
    public void serviceTokenLife(Duration life) {
        serviceTokenLife = life;
    }

    /** How often ValidateToken was asked. */
    public int validations() {
        return validations.get();
    }

    public void start() {
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .addService(new Service())
                    .build()
                    .start();
            port = server.getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void stop() {
        Server running = server;
        if (running == null) {
            return;
        }
        try {
            running.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server = null;
    }

    @Override
    public void close() {
        stop();
    }

    private String remember(ValidateTokenResponse.Builder caller, Duration life) {
        Instant expiry = Instant.now().plus(life);
        String token = FakeTokens.jwt(expiry);
        tokens.put(
                token,
                caller.setExpireTime(Timestamps.fromMillis(expiry.toEpochMilli()))
                        .build());
        return token;
    }

    private static String sessionOf(ValidateTokenResponse token) {
        return token.hasApiToken()
                ? token.getApiToken().getApiTokenId()
                : token.getUser().getSessionId();
    }

    /** A JWT has an end, an API token a time for which it is believed. */
    private static ValidateTokenResponse asOfNow(ValidateTokenResponse token) {
        Timestamp now = Timestamps.fromMillis(System.currentTimeMillis());
        return token.hasApiToken()
                ? token.toBuilder()
                        .setExpireTime(Timestamps.add(now, token.getExpiresIn()))
                        .build()
                : token.toBuilder()
                        .setExpiresIn(Timestamps.between(now, token.getExpireTime()))
                        .build();
    }

    private static io.todosystem.proto.auth.v1.Role toProto(Role role) {
        return switch (role) {
            case USER -> io.todosystem.proto.auth.v1.Role.ROLE_USER;
            case ADMIN -> io.todosystem.proto.auth.v1.Role.ROLE_ADMIN;
        };
    }

    private @Nullable User find(String id) {
        if (forgotten.contains(id)) {
            return null;
        }
        return users.computeIfAbsent(id, unknown -> User.newBuilder()
                .setId(unknown)
                .setEmail(unknown + "@example.com")
                .setDisplayName("User " + unknown)
                .addRoles(io.todosystem.proto.auth.v1.Role.ROLE_USER)
                .setTimeZone("UTC")
                .build());
    }

    private final class Service extends AuthServiceGrpc.AuthServiceImplBase {
        @Override
        public void validateToken(ValidateTokenRequest request, StreamObserver<ValidateTokenResponse> observer) {
            validations.incrementAndGet();
            ValidateTokenResponse known = tokens.get(request.getAccessToken());
            ValidateTokenResponse answer = known == null ? ValidateTokenResponse.getDefaultInstance() : asOfNow(known);
            if (revoked.contains(sessionOf(answer)) || !Durations.isPositive(answer.getExpiresIn())) {
                fail(observer, Failure.unauthenticated("INVALID_TOKEN", "The token is not to be trusted"));
            } else {
                answer(observer, answer);
            }
        }

        @Override
        public void listRevocations(ListRevocationsRequest request, StreamObserver<ListRevocationsResponse> observer) {
            String etag = Integer.toString(revision.get());
            ListRevocationsResponse.Builder answer =
                    ListRevocationsResponse.newBuilder().setEtag(etag);
            answer(
                    observer,
                    etag.equals(request.getEtag())
                            ? answer.setUnchanged(true).build()
                            : answer.addAllSessionIds(revoked).build());
        }

        @Override
        public void issueServiceToken(
                IssueServiceTokenRequest request, StreamObserver<IssueServiceTokenResponse> observer) {
            answer(
                    observer,
                    IssueServiceTokenResponse.newBuilder()
                            .setAccessToken(tokenForService(request.getClientId()))
                            .setExpiresIn(Durations.fromMillis(serviceTokenLife.toMillis()))
                            .build());
        }

        @Override
        public void getUser(GetUserRequest request, StreamObserver<GetUserResponse> observer) {
            User user = find(request.getUserId());
            if (user == null) {
                fail(observer, Failure.notFound("USER_NOT_FOUND", "There is no such user"));
            } else {
                answer(observer, GetUserResponse.newBuilder().setUser(user).build());
            }
        }

        @Override
        public void batchGetUsers(BatchGetUsersRequest request, StreamObserver<BatchGetUsersResponse> observer) {
            BatchGetUsersResponse.Builder answer = BatchGetUsersResponse.newBuilder();
            for (String id : request.getUserIdsList()) {
                User user = find(id);
                if (user != null) {
                    answer.addUsers(user);
                }
            }
            answer(observer, answer.build());
        }

        @Override
        public void mintMailLink(MintMailLinkRequest request, StreamObserver<MintMailLinkResponse> observer) {
            if (unwanted.contains(request.getUserId())) {
                fail(observer, new Failure(Code.FAILED_PRECONDITION, "LINK_NOT_WANTED", "Nobody asked for this link"));
                return;
            }
            String token = request.getPurpose() + "-" + UUID.randomUUID();
            links.computeIfAbsent(request.getUserId(), user -> new CopyOnWriteArrayList<>())
                    .add(token);
            answer(
                    observer,
                    MintMailLinkResponse.newBuilder()
                            .setToken(token)
                            .setValidFor(Durations.fromMinutes(30))
                            .build());
        }

        private <T> void answer(StreamObserver<T> observer, T answer) {
            observer.onNext(answer);
            observer.onCompleted();
        }

        private void fail(StreamObserver<?> observer, Failure failure) {
            observer.onError(FailureMapping.toStatus(failure));
        }
    }
}
