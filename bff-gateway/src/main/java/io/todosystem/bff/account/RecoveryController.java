package io.todosystem.bff.account;

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
import io.todosystem.bff.auth.Public;
import io.todosystem.bff.auth.TokenPair;
import io.todosystem.bff.password.HashesPassword;
import io.todosystem.bff.password.PasswordPlaces;
import io.todosystem.bff.problem.AnswersProblems;
import io.todosystem.platform.grpc.Channels;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.todosystem.proto.auth.v1.ChangePasswordRequest;
import io.todosystem.proto.auth.v1.ForgotPasswordRequest;
import io.todosystem.proto.auth.v1.ResendVerificationRequest;
import io.todosystem.proto.auth.v1.ResetPasswordRequest;
import io.todosystem.proto.auth.v1.VerifyEmailRequest;

import static io.todosystem.proto.auth.v1.AuthServiceGrpc.newBlockingStub;

@Controller("/api/v1/auth")
@ExecuteOn(TaskExecutors.BLOCKING)
@AnswersProblems
@Tag(name = "auth")
final class RecoveryController {
    private final AuthServiceBlockingStub auth;
    private final PasswordPlaces passwords;

    RecoveryController(Channels channels, PasswordPlaces passwords) {
        this.passwords = passwords;
        this.auth = newBlockingStub(channels.onBehalf("auth"));
    }

    /**
     * Verifies a mail address, by the token of the link that was mailed to it.
     *
     * @return verified
     */
    @Public
    @Post("/verify-email")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<Void> verifyEmail(@Body LinkToken body) {
        auth.verifyEmail(VerifyEmailRequest.newBuilder().setToken(body.token()).build());
        return HttpResponse.noContent();
    }

    /**
     * Mails another link to verify the address, unless it is verified. 429 after 5 such mails within an hour.
     *
     * @return on its way, or not needed
     */
    @SecurityRequirement(name = "bearer")
    @Post("/resend-verification")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<Void> resendVerification() {
        auth.resendVerification(ResendVerificationRequest.getDefaultInstance());
        return HttpResponse.noContent();
    }

    /**
     * Mails a link to set a new password. The answer does not tell whether the address is known; at most 5 such mails
     * are sent within an hour.
     *
     * @return heard
     */
    @Public
    @Post("/forgot-password")
    @Status(HttpStatus.ACCEPTED)
    HttpResponse<Void> forgotPassword(@Body Forgotten body) {
        auth.forgotPassword(
                ForgotPasswordRequest.newBuilder().setEmail(body.email()).build());
        return HttpResponse.accepted();
    }

    /**
     * Sets a new password, by the token of the link that was mailed. Every session of the user ends within 2 s.
     *
     * @return done
     */
    @Public
    @HashesPassword
    @Post("/reset-password")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<Void> resetPassword(@Body PasswordReset body) {
        var request = ResetPasswordRequest.newBuilder()
                .setToken(body.token())
                .setPassword(body.password())
                .build();
        passwords.ask(() -> auth.resetPassword(request));
        return HttpResponse.noContent();
    }

    /**
     * Sets a new password. Every session of the user ends within 2 s, this one too; the answer is a new one.
     *
     * @return the pair of the new session
     */
    @SecurityRequirement(name = "bearer")
    @HashesPassword
    @Post("/change-password")
    TokenPair changePassword(@Body PasswordChange body) {
        var request = ChangePasswordRequest.newBuilder()
                .setCurrentPassword(body.currentPassword())
                .setNewPassword(body.newPassword())
                .build();
        var answer = passwords.ask(() -> auth.changePassword(request));
        return TokenPair.from(answer.getTokens());
    }
}
