package io.todosystem.auth;

import io.grpc.stub.StreamObserver;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceImplBase;
import io.todosystem.proto.auth.v1.BatchGetUsersRequest;
import io.todosystem.proto.auth.v1.BatchGetUsersResponse;
import io.todosystem.proto.auth.v1.ChangePasswordRequest;
import io.todosystem.proto.auth.v1.ChangePasswordResponse;
import io.todosystem.proto.auth.v1.CreateAdministratorRequest;
import io.todosystem.proto.auth.v1.CreateAdministratorResponse;
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
import io.todosystem.proto.auth.v1.MintMailLinkRequest;
import io.todosystem.proto.auth.v1.MintMailLinkResponse;
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
import io.todosystem.proto.auth.v1.RotateKeysRequest;
import io.todosystem.proto.auth.v1.RotateKeysResponse;
import io.todosystem.proto.auth.v1.UpdateUserRequest;
import io.todosystem.proto.auth.v1.UpdateUserResponse;
import io.todosystem.proto.auth.v1.ValidateTokenRequest;
import io.todosystem.proto.auth.v1.ValidateTokenResponse;
import io.todosystem.proto.auth.v1.VerifyEmailRequest;
import io.todosystem.proto.auth.v1.VerifyEmailResponse;
import jakarta.inject.Singleton;

import static io.todosystem.platform.grpc.Responses.respond;

/** {@code todo.auth.v1.AuthService}. */
@Singleton
final class AuthGrpc extends AuthServiceImplBase {
    private final AccountRpcs accounts;
    private final SessionRpcs sessions;
    private final ApiTokenRpcs apiTokens;
    private final TokenRpcs tokens;
    private final KeyRpcs keys;
    private final ProfileRpcs profiles;
    private final LinkRpcs links;
    private final PasswordRpcs passwords;

    AuthGrpc(
            AccountRpcs accounts,
            SessionRpcs sessions,
            ApiTokenRpcs apiTokens,
            TokenRpcs tokens,
            KeyRpcs keys,
            ProfileRpcs profiles,
            LinkRpcs links,
            PasswordRpcs passwords) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.apiTokens = apiTokens;
        this.tokens = tokens;
        this.keys = keys;
        this.profiles = profiles;
        this.links = links;
        this.passwords = passwords;
    }

    @Override
    public void register(RegisterRequest request, StreamObserver<RegisterResponse> observer) {
        respond(observer, () -> accounts.register(request));
    }

    @Override
    public void createAdministrator(
            CreateAdministratorRequest request, StreamObserver<CreateAdministratorResponse> observer) {
        respond(observer, () -> accounts.createAdministrator(request));
    }

    @Override
    public void getUser(GetUserRequest request, StreamObserver<GetUserResponse> observer) {
        respond(observer, () -> profiles.getUser(request));
    }

    @Override
    public void batchGetUsers(BatchGetUsersRequest request, StreamObserver<BatchGetUsersResponse> observer) {
        respond(observer, () -> profiles.batchGetUsers(request));
    }

    @Override
    public void login(LoginRequest request, StreamObserver<LoginResponse> observer) {
        respond(observer, () -> accounts.login(request));
    }

    @Override
    public void refreshToken(RefreshTokenRequest request, StreamObserver<RefreshTokenResponse> observer) {
        respond(observer, () -> accounts.refreshToken(request));
    }

    @Override
    public void logout(LogoutRequest request, StreamObserver<LogoutResponse> observer) {
        respond(observer, sessions::logout);
    }

    @Override
    public void listSessions(ListSessionsRequest request, StreamObserver<ListSessionsResponse> observer) {
        respond(observer, () -> sessions.listSessions(request));
    }

    @Override
    public void revokeSession(RevokeSessionRequest request, StreamObserver<RevokeSessionResponse> observer) {
        respond(observer, () -> sessions.revokeSession(request));
    }

    @Override
    public void createApiToken(CreateApiTokenRequest request, StreamObserver<CreateApiTokenResponse> observer) {
        respond(observer, () -> apiTokens.create(request));
    }

    @Override
    public void listApiTokens(ListApiTokensRequest request, StreamObserver<ListApiTokensResponse> observer) {
        respond(observer, apiTokens::list);
    }

    @Override
    public void deleteApiToken(DeleteApiTokenRequest request, StreamObserver<DeleteApiTokenResponse> observer) {
        respond(observer, () -> apiTokens.delete(request));
    }

    @Override
    public void rotateKeys(RotateKeysRequest request, StreamObserver<RotateKeysResponse> observer) {
        respond(observer, () -> keys.rotate(request));
    }

    @Override
    public void validateToken(ValidateTokenRequest request, StreamObserver<ValidateTokenResponse> observer) {
        respond(observer, () -> tokens.validateToken(request));
    }

    @Override
    public void listRevocations(ListRevocationsRequest request, StreamObserver<ListRevocationsResponse> observer) {
        respond(observer, () -> tokens.listRevocations(request));
    }

    @Override
    public void issueServiceToken(
            IssueServiceTokenRequest request, StreamObserver<IssueServiceTokenResponse> observer) {
        respond(observer, () -> tokens.issueServiceToken(request));
    }

    @Override
    public void updateUser(UpdateUserRequest request, StreamObserver<UpdateUserResponse> observer) {
        respond(observer, () -> profiles.updateUser(request));
    }

    @Override
    public void verifyEmail(VerifyEmailRequest request, StreamObserver<VerifyEmailResponse> observer) {
        respond(observer, () -> links.verifyEmail(request));
    }

    @Override
    public void resendVerification(
            ResendVerificationRequest request, StreamObserver<ResendVerificationResponse> observer) {
        respond(observer, links::resendVerification);
    }

    @Override
    public void mintMailLink(MintMailLinkRequest request, StreamObserver<MintMailLinkResponse> observer) {
        respond(observer, () -> links.mintMailLink(request));
    }

    @Override
    public void forgotPassword(ForgotPasswordRequest request, StreamObserver<ForgotPasswordResponse> observer) {
        respond(observer, () -> passwords.forgotPassword(request));
    }

    @Override
    public void resetPassword(ResetPasswordRequest request, StreamObserver<ResetPasswordResponse> observer) {
        respond(observer, () -> passwords.resetPassword(request));
    }

    @Override
    public void changePassword(ChangePasswordRequest request, StreamObserver<ChangePasswordResponse> observer) {
        respond(observer, () -> passwords.changePassword(request));
    }
}
