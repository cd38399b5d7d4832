package io.todosystem.bff;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.grpc.Status.Code;
import io.grpc.stub.StreamObserver;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.testing.FakeTokens;
import io.todosystem.proto.auth.v1.ApiToken;
import io.todosystem.proto.auth.v1.ApiTokenCaller;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceImplBase;
import io.todosystem.proto.auth.v1.ChangePasswordRequest;
import io.todosystem.proto.auth.v1.ChangePasswordResponse;
import io.todosystem.proto.auth.v1.CreateApiTokenRequest;
import io.todosystem.proto.auth.v1.CreateApiTokenResponse;
import io.todosystem.proto.auth.v1.DeleteApiTokenRequest;
import io.todosystem.proto.auth.v1.DeleteApiTokenResponse;
import io.todosystem.proto.auth.v1.ForgotPasswordRequest;
import io.todosystem.proto.auth.v1.ForgotPasswordResponse;
import io.todosystem.proto.auth.v1.GetUserRequest;
import io.todosystem.proto.auth.v1.GetUserResponse;
import io.todosystem.proto.auth.v1.IssueServiceTokenRequest;
import io.todosystem.proto.auth.v1.IssueServiceTokenResponse;
import io.todosystem.proto.auth.v1.ListApiTokensRequest;
import io.todosystem.proto.auth.v1.ListApiTokensResponse;
import io.todosystem.proto.auth.v1.ListRevocationsRequest;
import io.todosystem.proto.auth.v1.ListRevocationsResponse;
import io.todosystem.proto.auth.v1.ListSessionsRequest;
import io.todosystem.proto.auth.v1.ListSessionsResponse;
import io.todosystem.proto.auth.v1.LoginRequest;
import io.todosystem.proto.auth.v1.LoginResponse;
import io.todosystem.proto.auth.v1.LogoutRequest;
import io.todosystem.proto.auth.v1.LogoutResponse;
import io.todosystem.proto.auth.v1.RefreshTokenRequest;
import io.todosystem.proto.auth.v1.RefreshTokenResponse;
import io.todosystem.proto.auth.v1.RegisterRequest;
import io.todosystem.proto.auth.v1.RegisterResponse;
import io.todosystem.proto.auth.v1.ResendVerificationRequest;
import io.todosystem.proto.auth.v1.ResendVerificationResponse;
import io.todosystem.proto.auth.v1.ResetPasswordRequest;
import io.todosystem.proto.auth.v1.ResetPasswordResponse;
import io.todosystem.proto.auth.v1.RevokeSessionRequest;
import io.todosystem.proto.auth.v1.RevokeSessionResponse;
import io.todosystem.proto.auth.v1.Role;
import io.todosystem.proto.auth.v1.ServiceCaller;
import io.todosystem.proto.auth.v1.Session;
import io.todosystem.proto.auth.v1.Tokens;
import io.todosystem.proto.auth.v1.UpdateUserRequest;
import io.todosystem.proto.auth.v1.UpdateUserResponse;
import io.todosystem.proto.auth.v1.User;
import io.todosystem.proto.auth.v1.UserCaller;
import io.todosystem.proto.auth.v1.ValidateTokenRequest;
import io.todosystem.proto.auth.v1.ValidateTokenResponse;
import io.todosystem.proto.auth.v1.VerifyEmailRequest;
import io.todosystem.proto.auth.v1.VerifyEmailResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import static io.todosystem.bff.FakeUpstream.answer;

/**
 * Stands for auth-service where people sign in: users, tokens shaped like a JWT, sessions and revocations, all in
 * memory.
 */
final class FakeAccounts extends AuthServiceImplBase {
    private final Map<String, User> users = new ConcurrentHashMap<>();
    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final Map<String, ValidateTokenResponse> tokens = new ConcurrentHashMap<>();
    private final Map<String, User> refreshTokens = new ConcurrentHashMap<>();
    private final Map<String, ApiToken> apiTokens = new ConcurrentHashMap<>();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private volatile UpdateUserRequest lastUpdate = UpdateUserRequest.getDefaultInstance();

    /** The access token of a new user. */
    String signUp(String name) {
        var user = User.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setEmail(name + "@example.org")
                .setDisplayName(name)
                .addRoles(Role.ROLE_USER)
                .setTimeZone("UTC")
                .setLocale("en")
                .setEtag("\"1\"")
                .build();
        users.put(user.getId(), user);
        return signIn(user).getAccessToken();
    }

    /** Whose token it is. */
    String idOf(String token) {
        return Objects.requireNonNull(tokens.get(token)).getUser().getUserId();
    }

    @Override
    public void register(RegisterRequest request, StreamObserver<RegisterResponse> observer) {
        answer(observer, () -> {
            if (users.values().stream().anyMatch(user -> user.getEmail().equals(request.getEmail()))) {
                throw Failure.alreadyExists("EMAIL_TAKEN", "There is an account with this address");
            }
            if (request.getPassword().length() < 8) {
                throw Failure.invalid("password", "must have at least 8 characters");
            }
            var user = User.newBuilder()
                    .setId(UUID.randomUUID().toString())
                    .setEmail(request.getEmail())
                    .setDisplayName(request.getDisplayName())
                    .addRoles(Role.ROLE_USER)
                    .setTimeZone(request.getTimeZone().isEmpty() ? "UTC" : request.getTimeZone())
                    .setLocale("en")
                    .setEtag("\"1\"")
                    .build();
            users.put(user.getId(), user);
            passwords.put(user.getEmail(), request.getPassword());
            return RegisterResponse.newBuilder()
                    .setUser(user)
                    .setTokens(signIn(user))
                    .build();
        });
    }

    @Override
    public void login(LoginRequest request, StreamObserver<LoginResponse> observer) {
        answer(observer, () -> {
            if (!request.getPassword().equals(passwords.get(request.getEmail()))) {
                throw Failure.unauthenticated("INVALID_CREDENTIALS", "Address or password is wrong");
            }
            var user = users.values().stream()
                    .filter(known -> known.getEmail().equals(request.getEmail()))
                    .findFirst()
                    .orElseThrow();
            return LoginResponse.newBuilder()
                    .setUser(user)
                    .setTokens(signIn(user))
                    .build();
        });
    }

    @Override
    public void refreshToken(RefreshTokenRequest request, StreamObserver<RefreshTokenResponse> observer) {
        answer(observer, () -> {
            var user = refreshTokens.remove(request.getRefreshToken());
            if (user == null) {
                throw Failure.unauthenticated("INVALID_REFRESH_TOKEN", "Sign in again");
            }
            return RefreshTokenResponse.newBuilder().setTokens(signIn(user)).build();
        });
    }

    @Override
    public void logout(LogoutRequest request, StreamObserver<LogoutResponse> observer) {
        answer(observer, () -> {
            revoked.add(caller().getSessionId());
            return LogoutResponse.getDefaultInstance();
        });
    }

    @Override
    public void listSessions(ListSessionsRequest request, StreamObserver<ListSessionsResponse> observer) {
        answer(observer, () -> ListSessionsResponse.newBuilder()
                .addSessions(Session.newBuilder()
                        .setId(caller().getSessionId())
                        .setCreateTime(Timestamps.fromSeconds(1_763_629_200))
                        .setLastUsedTime(Timestamps.fromSeconds(1_763_629_200))
                        .setExpireTime(Timestamps.fromSeconds(1_766_221_200))
                        .setCurrent(true))
                .build());
    }

    @Override
    public void revokeSession(RevokeSessionRequest request, StreamObserver<RevokeSessionResponse> observer) {
        answer(observer, () -> {
            if (!request.getSessionId().equals(caller().getSessionId())) {
                throw Failure.notFound("SESSION_NOT_FOUND", "There is no such session");
            }
            revoked.add(request.getSessionId());
            return RevokeSessionResponse.getDefaultInstance();
        });
    }

    @Override
    public void createApiToken(CreateApiTokenRequest request, StreamObserver<CreateApiTokenResponse> observer) {
        answer(observer, () -> {
            var token = ApiToken.newBuilder()
                    .setId(UUID.randomUUID().toString())
                    .setName(request.getName())
                    .addAllScopes(request.getScopesList())
                    .setCreateTime(Timestamps.fromSeconds(1_763_629_200))
                    .setExpireTime(Timestamps.fromSeconds(1_763_629_200 + 86_400L * request.getLifeDays()))
                    .build();
            var secret = "todo_" + (UUID.randomUUID() + "-" + UUID.randomUUID()).substring(0, 43);
            apiTokens.put(token.getId(), token);
            tokens.put(
                    secret,
                    ValidateTokenResponse.newBuilder()
                            .setApiToken(ApiTokenCaller.newBuilder()
                                    .setUserId(caller().getUserId())
                                    .setApiTokenId(token.getId())
                                    .addAllScopes(token.getScopesList()))
                            .setExpireTime(Timestamps.fromMillis(
                                    Instant.now().plusSeconds(600).toEpochMilli()))
                            .build());
            return CreateApiTokenResponse.newBuilder()
                    .setApiToken(token)
                    .setSecret(secret)
                    .build();
        });
    }

    @Override
    public void listApiTokens(ListApiTokensRequest request, StreamObserver<ListApiTokensResponse> observer) {
        answer(observer, () -> ListApiTokensResponse.newBuilder()
                .addAllApiTokens(apiTokens.values())
                .build());
    }

    @Override
    public void deleteApiToken(DeleteApiTokenRequest request, StreamObserver<DeleteApiTokenResponse> observer) {
        answer(observer, () -> {
            if (apiTokens.remove(request.getApiTokenId()) == null) {
                throw Failure.notFound("API_TOKEN_NOT_FOUND", "There is no such API token");
            }
            return DeleteApiTokenResponse.getDefaultInstance();
        });
    }

    @Override
    public void validateToken(ValidateTokenRequest request, StreamObserver<ValidateTokenResponse> observer) {
        answer(observer, () -> {
            var caller = tokens.get(request.getAccessToken());
            if (caller == null || revoked.contains(caller.getUser().getSessionId())) {
                throw Failure.unauthenticated("INVALID_TOKEN", "The token is not valid");
            }
            return caller;
        });
    }

    @Override
    public void listRevocations(ListRevocationsRequest request, StreamObserver<ListRevocationsResponse> observer) {
        answer(observer, () -> ListRevocationsResponse.newBuilder()
                .setEtag("" + revoked.size())
                .addAllSessionIds(revoked)
                .build());
    }

    @Override
    public void issueServiceToken(
            IssueServiceTokenRequest request, StreamObserver<IssueServiceTokenResponse> observer) {
        answer(observer, () -> IssueServiceTokenResponse.newBuilder()
                .setAccessToken(issue(ValidateTokenResponse.newBuilder()
                        .setService(ServiceCaller.newBuilder().setClientId(request.getClientId()))))
                .setExpiresIn(Durations.fromMinutes(10))
                .build());
    }

    @Override
    public void getUser(GetUserRequest request, StreamObserver<GetUserResponse> observer) {
        answer(observer, () -> {
            var id = request.getUserId().isEmpty() ? caller().getUserId() : request.getUserId();
            var user = users.get(id);
            if (user == null) {
                throw Failure.notFound("USER_NOT_FOUND", "There is no such user");
            }
            return GetUserResponse.newBuilder().setUser(user).build();
        });
    }

    @Override
    public void updateUser(UpdateUserRequest request, StreamObserver<UpdateUserResponse> observer) {
        answer(observer, () -> {
            var user = itself();
            if (!request.getEtag().isEmpty() && !request.getEtag().equals(user.getEtag())) {
                throw Failure.aborted("ETAG_MISMATCH", "The profile has changed");
            }
            if (request.getUser().getLocale().equals("nonsense")) {
                throw Failure.invalid("user.locale", "is not a BCP 47 language tag such as de-AT");
            }
            lastUpdate = request;
            var changed = user.toBuilder()
                    .setLocale(request.getUser().getLocale())
                    .setEtag("\"2\"")
                    .build();
            users.put(user.getId(), changed);
            return UpdateUserResponse.newBuilder().setUser(changed).build();
        });
    }

    @Override
    public void verifyEmail(VerifyEmailRequest request, StreamObserver<VerifyEmailResponse> observer) {
        answer(observer, () -> {
            requireGood(request.getToken());
            return VerifyEmailResponse.getDefaultInstance();
        });
    }

    @Override
    public void resendVerification(
            ResendVerificationRequest request, StreamObserver<ResendVerificationResponse> observer) {
        answer(observer, () -> {
            if (!asked.add(caller().getUserId())) {
                throw Failure.resourceExhausted("TOO_MANY_MAILS", "Too many of these mails", Duration.ofMinutes(50));
            }
            return ResendVerificationResponse.getDefaultInstance();
        });
    }

    @Override
    public void forgotPassword(ForgotPasswordRequest request, StreamObserver<ForgotPasswordResponse> observer) {
        answer(observer, ForgotPasswordResponse::getDefaultInstance);
    }

    @Override
    public void resetPassword(ResetPasswordRequest request, StreamObserver<ResetPasswordResponse> observer) {
        answer(observer, () -> {
            requireGood(request.getToken());
            return ResetPasswordResponse.getDefaultInstance();
        });
    }

    @Override
    public void changePassword(ChangePasswordRequest request, StreamObserver<ChangePasswordResponse> observer) {
        answer(observer, () -> {
            if (request.getCurrentPassword().equals("wrong")) {
                throw new Failure(Code.INVALID_ARGUMENT, "WRONG_PASSWORD", "The current password is wrong")
                        .violation("current_password", "is wrong");
            }
            return ChangePasswordResponse.newBuilder()
                    .setTokens(signIn(itself()))
                    .build();
        });
    }

    /** What the last PATCH of a profile asked for. */
    UpdateUserRequest lastUpdate() {
        return lastUpdate;
    }

    FakeAdministration administration() {
        return new FakeAdministration(users);
    }

    private static void requireGood(String token) {
        if (token.equals("used-up")) {
            throw new Failure(Code.INVALID_ARGUMENT, "INVALID_LINK", "The link is not good")
                    .violation("token", "is not one of a link that is good now");
        }
    }

    private User itself() {
        return Objects.requireNonNull(users.get(caller().getUserId()));
    }

    private UserCaller caller() {
        var caller = tokens.get(FakeUpstream.token());
        if (caller == null) {
            throw Failure.unauthenticated("INVALID_TOKEN", "The token is not valid");
        }
        return caller.getUser();
    }

    private Tokens signIn(User user) {
        var refreshToken = UUID.randomUUID().toString();
        refreshTokens.put(refreshToken, user);
        var caller = UserCaller.newBuilder()
                .setUserId(user.getId())
                .setSessionId(UUID.randomUUID().toString())
                .addAllRoles(user.getRolesList());
        return Tokens.newBuilder()
                .setAccessToken(issue(ValidateTokenResponse.newBuilder().setUser(caller)))
                .setRefreshToken(refreshToken)
                .setExpiresIn(Durations.fromMinutes(10))
                .build();
    }

    private String issue(ValidateTokenResponse.Builder caller) {
        var expiry = Instant.now().plusSeconds(600);
        var token = FakeTokens.jwt(expiry);
        tokens.put(
                token,
                caller.setExpireTime(Timestamps.fromMillis(expiry.toEpochMilli()))
                        .build());
        return token;
    }
}
