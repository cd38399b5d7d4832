package io.todosystem.platform.grpc;

import io.grpc.StatusRuntimeException;
import io.todosystem.platform.failure.Failure;

/** Lets fakes answer with the statuses that real servers answer with. */
public final class FailureStatuses {
    private FailureStatuses() {}

    public static StatusRuntimeException of(Failure failure) {
        return FailureMapping.toStatus(failure);
    }
}
