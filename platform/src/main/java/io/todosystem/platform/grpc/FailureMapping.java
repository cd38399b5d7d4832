package io.todosystem.platform.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.ResourceInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.todosystem.platform.failure.Failure;

/** Turns a {@link Failure} into the status that callers see: code, message, exactly one ErrorInfo and what else is known. */
final class FailureMapping {
    private static final String DOMAIN = "todosystem.io";

    private FailureMapping() {}

    static StatusRuntimeException toStatus(Failure failure) {
        Status.Builder status = Status.newBuilder()
                .setCode(failure.code().value())
                .setMessage(failure.getMessage())
                .addDetails(pack(ErrorInfo.newBuilder()
                        .setReason(failure.reason())
                        .setDomain(DOMAIN)
                        .build()));
        failure.retryAfter()
                .ifPresent(delay -> status.addDetails(pack(RetryInfo.newBuilder()
                        .setRetryDelay(Duration.newBuilder()
                                .setSeconds(delay.getSeconds())
                                .setNanos(delay.getNano()))
                        .build())));
        failure.resource()
                .ifPresent(resource -> status.addDetails(pack(ResourceInfo.newBuilder()
                        .setResourceType(resource.type())
                        .setResourceName(resource.name())
                        .build())));
        if (!failure.violations().isEmpty()) {
            BadRequest.Builder badRequest = BadRequest.newBuilder();
            failure.violations().forEach(v -> badRequest
                    .addFieldViolationsBuilder()
                    .setField(v.field())
                    .setDescription(v.description()));
            status.addDetails(pack(badRequest.build()));
        }
        return StatusProto.toStatusRuntimeException(status.build());
    }

    private static Any pack(Message message) {
        return Any.pack(message);
    }
}
