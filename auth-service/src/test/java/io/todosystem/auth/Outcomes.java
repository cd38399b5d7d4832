package io.todosystem.auth;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.Failures;
import io.todosystem.proto.auth.v1.RefreshTokenRequest;
import io.todosystem.proto.auth.v1.Tokens;
import io.todosystem.proto.auth.v1.ValidateTokenRequest;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What a refused call said. */
final class Outcomes {
    private Outcomes() {}

    static Failure failureOf(Supplier<?> call) {
        StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, call::get);
        assertThat(refused).as("a refusal").isNotNull();
        return Failures.from(refused);
    }

    static void assertRefused(Code code, String reason, Supplier<?> call) {
        Failure failure = failureOf(call);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.reason()).isEqualTo(reason);
    }

    /** The session of these tokens has ended. */
    static void assertEnded(AuthProcess auth, Tokens tokens) {
        assertRefused(Code.UNAUTHENTICATED, "INVALID_TOKEN", () -> auth.asService("tasks")
                .validateToken(ValidateTokenRequest.newBuilder()
                        .setAccessToken(tokens.getAccessToken())
                        .build()));
        assertRefused(Code.UNAUTHENTICATED, "INVALID_REFRESH_TOKEN", () -> auth.anonymous()
                .refreshToken(RefreshTokenRequest.newBuilder()
                        .setRefreshToken(tokens.getRefreshToken())
                        .build()));
    }
}
