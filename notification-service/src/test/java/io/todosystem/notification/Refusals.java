package io.todosystem.notification;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.todosystem.platform.grpc.Failures;
import java.util.concurrent.Callable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a refused call says. */
public final class Refusals {

    private Refusals() {}

    public static void assertRefused(Callable<?> call, Status.Code code, String reason) {
        assertThatThrownBy(call::call).isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
            assertThat(e.getStatus().getCode()).isEqualTo(code);
            assertThat(Failures.from(e).reason()).isEqualTo(reason);
        });
    }
}
