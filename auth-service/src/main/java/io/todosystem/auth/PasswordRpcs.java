package io.todosystem.auth;

import io.todosystem.auth.password.Password;
import io.todosystem.auth.recovery.PasswordChange;
import io.todosystem.auth.recovery.PasswordReset;
import io.todosystem.auth.recovery.ResetRequests;
import io.todosystem.auth.sealing.RandomToken;
import io.todosystem.platform.auth.Caller;
import io.todosystem.proto.auth.v1.ChangePasswordRequest;
import io.todosystem.proto.auth.v1.ChangePasswordResponse;
import io.todosystem.proto.auth.v1.ForgotPasswordRequest;
import io.todosystem.proto.auth.v1.ForgotPasswordResponse;
import io.todosystem.proto.auth.v1.ResetPasswordRequest;
import io.todosystem.proto.auth.v1.ResetPasswordResponse;
import jakarta.inject.Singleton;

/** New passwords for those who forgot theirs and those who did not. */
@Singleton
final class PasswordRpcs {
    private final ResetRequests requests;
    private final PasswordReset reset;
    private final PasswordChange change;
    private final TokenPairs tokenPairs;

    PasswordRpcs(ResetRequests requests, PasswordReset reset, PasswordChange change, TokenPairs tokenPairs) {
        this.requests = requests;
        this.reset = reset;
        this.change = change;
        this.tokenPairs = tokenPairs;
    }

    ForgotPasswordResponse forgotPassword(ForgotPasswordRequest request) {
        requests.add(request.getEmail());
        return ForgotPasswordResponse.getDefaultInstance();
    }

    ResetPasswordResponse resetPassword(ResetPasswordRequest request) {
        reset.reset(new RandomToken(request.getToken()), Password.of(request.getPassword()));
        return ResetPasswordResponse.getDefaultInstance();
    }

    ChangePasswordResponse changePassword(ChangePasswordRequest request) {
        var signedIn = change.change(
                Caller.requireUser().id(),
                Password.of(request.getCurrentPassword()),
                Password.of(request.getNewPassword()));
        return ChangePasswordResponse.newBuilder()
                .setTokens(tokenPairs.of(signedIn))
                .build();
    }
}
