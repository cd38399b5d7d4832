package io.todosystem.auth;

import io.todosystem.auth.account.Login;
import io.todosystem.auth.account.SignIn;
import io.todosystem.auth.account.SignedIn;
import io.todosystem.auth.password.Password;
import io.todosystem.auth.registration.Applicant;
import io.todosystem.auth.registration.Registration;
import io.todosystem.auth.sealing.RandomToken;
import io.todosystem.proto.auth.v1.CreateAdministratorRequest;
import io.todosystem.proto.auth.v1.CreateAdministratorResponse;
import io.todosystem.proto.auth.v1.LoginRequest;
import io.todosystem.proto.auth.v1.LoginResponse;
import io.todosystem.proto.auth.v1.RefreshTokenRequest;
import io.todosystem.proto.auth.v1.RefreshTokenResponse;
import io.todosystem.proto.auth.v1.RegisterRequest;
import io.todosystem.proto.auth.v1.RegisterResponse;
import jakarta.inject.Singleton;

/** How users get their accounts and tokens. */
@Singleton
final class AccountRpcs {
    private final Registration registration;
    private final Login login;
    private final SignIn signIn;
    private final TokenPairs tokenPairs;

    AccountRpcs(Registration registration, Login login, SignIn signIn, TokenPairs tokenPairs) {
        this.registration = registration;
        this.login = login;
        this.signIn = signIn;
        this.tokenPairs = tokenPairs;
    }

    RegisterResponse register(RegisterRequest request) {
        Applicant applicant = new Applicant(
                request.getEmail(),
                Password.of(request.getPassword()),
                request.getDisplayName(),
                request.getTimeZone());
        SignedIn registered = registration.register(applicant, new RandomToken(request.getInviteCode()));
        return RegisterResponse.newBuilder()
                .setUser(Answers.user(registered.user()))
                .setTokens(tokenPairs.of(registered))
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
                .setTokens(tokenPairs.of(signedIn))
                .build();
    }

    RefreshTokenResponse refreshToken(RefreshTokenRequest request) {
        return RefreshTokenResponse.newBuilder()
                .setTokens(tokenPairs.of(signIn.refresh(request.getRefreshToken())))
                .build();
    }
}
