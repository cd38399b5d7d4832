package io.todosystem.auth;

import io.todosystem.auth.account.Directory;
import io.todosystem.auth.account.Login;
import io.todosystem.auth.account.SignIn;
import io.todosystem.auth.account.SignedIn;
import io.todosystem.auth.password.Password;
import io.todosystem.auth.registration.Applicant;
import io.todosystem.auth.registration.Registration;
import io.todosystem.auth.token.AccessTokens;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.failure.Failure;
import io.todosystem.proto.auth.v1.BatchGetUsersRequest;
import io.todosystem.proto.auth.v1.BatchGetUsersResponse;
import io.todosystem.proto.auth.v1.CreateAdministratorRequest;
import io.todosystem.proto.auth.v1.CreateAdministratorResponse;
import io.todosystem.proto.auth.v1.GetUserRequest;
import io.todosystem.proto.auth.v1.GetUserResponse;
import io.todosystem.proto.auth.v1.LoginRequest;
import io.todosystem.proto.auth.v1.LoginResponse;
import io.todosystem.proto.auth.v1.RefreshTokenRequest;
import io.todosystem.proto.auth.v1.RefreshTokenResponse;
import io.todosystem.proto.auth.v1.RegisterRequest;
import io.todosystem.proto.auth.v1.RegisterResponse;
import io.todosystem.proto.auth.v1.Tokens;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Users, and how they get their tokens. */
@Singleton
final class AccountRpcs {
    private final Registration registration;
    private final Login login;
    private final SignIn signIn;
    private final Directory directory;
    private final AccessTokens accessTokens;

    AccountRpcs(Registration registration, Login login, SignIn signIn, Directory directory, AccessTokens accessTokens) {
        this.registration = registration;
        this.login = login;
        this.signIn = signIn;
        this.directory = directory;
        this.accessTokens = accessTokens;
    }

    RegisterResponse register(RegisterRequest request) {
        SignedIn registered = registration.register(new Applicant(
                request.getEmail(),
                Password.of(request.getPassword()),
                request.getDisplayName(),
                request.getTimeZone()));
        return RegisterResponse.newBuilder()
                .setUser(Answers.user(registered.user()))
                .setTokens(tokens(registered))
                .build();
    }

    CreateAdministratorResponse createAdministrator(CreateAdministratorRequest request) {
        var administrator = registration.createAdministrator(
                new Applicant(request.getEmail(), Password.of(request.getPassword()), request.getDisplayName(), ""));
        return CreateAdministratorResponse.newBuilder()
                .setUser(Answers.user(administrator))
                .build();
    }

    LoginResponse login(LoginRequest request) {
        SignedIn signedIn = login.login(request.getEmail(), Password.of(request.getPassword()));
        return LoginResponse.newBuilder()
                .setUser(Answers.user(signedIn.user()))
                .setTokens(tokens(signedIn))
                .build();
    }

    RefreshTokenResponse refreshToken(RefreshTokenRequest request) {
        return RefreshTokenResponse.newBuilder()
                .setTokens(tokens(signIn.refresh(request.getRefreshToken())))
                .build();
    }

    GetUserResponse getUser(GetUserRequest request) {
        Caller caller = Caller.current();
        UUID id = request.getUserId().isEmpty() ? itself(caller) : UUID.fromString(request.getUserId());
        return GetUserResponse.newBuilder()
                .setUser(Answers.user(directory.find(caller, id)))
                .build();
    }

    BatchGetUsersResponse batchGetUsers(BatchGetUsersRequest request) {
        var ids = request.getUserIdsList().stream().map(UUID::fromString).toList();
        return BatchGetUsersResponse.newBuilder()
                .addAllUsers(directory.findAll(ids).stream().map(Answers::user).toList())
                .build();
    }

    private static UUID itself(Caller caller) {
        if (caller instanceof Caller.User user) {
            return user.id();
        }
        throw Failure.invalid("user_id", "is needed from a caller who is not a user");
    }

    private Tokens tokens(SignedIn signedIn) {
        return Tokens.newBuilder()
                .setAccessToken(accessTokens.issue(signedIn.caller()))
                .setRefreshToken(signedIn.session().refreshToken())
                .setExpiresIn(Answers.duration(AccessTokens.LIFE))
                .build();
    }
}
