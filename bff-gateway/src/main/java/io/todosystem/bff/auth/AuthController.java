package io.todosystem.bff.auth;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.todosystem.bff.password.HashesPassword;
import io.todosystem.bff.password.PasswordPlaces;
import io.todosystem.bff.problem.AnswersProblems;
import io.todosystem.platform.grpc.Channels;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.todosystem.proto.auth.v1.LoginRequest;
import io.todosystem.proto.auth.v1.LogoutRequest;
import io.todosystem.proto.auth.v1.RefreshTokenRequest;
import io.todosystem.proto.auth.v1.RegisterRequest;

import static io.todosystem.proto.auth.v1.AuthServiceGrpc.newBlockingStub;

@Controller("/api/v1/auth")
@ExecuteOn(TaskExecutors.BLOCKING)
@AnswersProblems
@Tag(name = "auth")
final class AuthController {
    private final AuthServiceBlockingStub auth;
    /** Says from where the person comes, which auth believes from the gateway itself only. */
    private final AuthServiceBlockingStub asGateway;

    private final PasswordPlaces passwords;

    AuthController(Channels channels, PasswordPlaces passwords) {
        this.passwords = passwords;
        this.auth = newBlockingStub(channels.onBehalf("auth"));
        this.asGateway = newBlockingStub(channels.asService("auth"));
    }

    /**
     * Creates an account and signs it in.
     *
     * @return the new user with its first session
     */
    @Public
    @HashesPassword
    @Post("/register")
    @Status(HttpStatus.CREATED)
    SignIn register(@Body Registration body) {
        var request = RegisterRequest.newBuilder()
                .setEmail(body.email())
                .setPassword(body.password())
                .setDisplayName(body.displayName());
        if (body.timeZone() != null) {
            request.setTimeZone(body.timeZone());
        }
        if (body.inviteCode() != null) {
            request.setInviteCode(body.inviteCode());
        }
        var answer = passwords.ask(() -> asGateway.register(request.build()));
        return SignIn.from(answer.getUser(), answer.getTokens());
    }

    /**
     * Signs a user in.
     *
     * @return the user with a new session
     */
    @Public
    @HashesPassword
    @Post("/login")
    SignIn login(@Body Credentials body) {
        var request = LoginRequest.newBuilder()
                .setEmail(body.email())
                .setPassword(body.password())
                .build();
        var answer = passwords.ask(() -> asGateway.login(request));
        return SignIn.from(answer.getUser(), answer.getTokens());
    }

    /**
     * Exchanges a refresh token, which is used up, for a new pair.
     *
     * @return the new pair
     */
    @Public
    @Post("/refresh")
    TokenPair refresh(@Body Renewal body) {
        var answer = auth.refreshToken(RefreshTokenRequest.newBuilder()
                .setRefreshToken(body.refreshToken())
                .build());
        return TokenPair.from(answer.getTokens());
    }

    /**
     * Ends the session: its tokens are refused everywhere within 2 s.
     *
     * @return signed out
     */
    @SecurityRequirement(name = "bearer")
    @Post("/logout")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<Void> logout() {
        auth.logout(LogoutRequest.getDefaultInstance());
        return HttpResponse.noContent();
    }
}
