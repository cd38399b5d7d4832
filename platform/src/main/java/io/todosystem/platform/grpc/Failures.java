package io.todosystem.platform.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.ResourceInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.todosystem.platform.failure.Failure;
import java.time.Duration;

/** Reads the failure that another process answered with. */
public final class Failures {
    /** Reason of a status that carried none. */
    public static final String NO_REASON = "UNSPECIFIED";

    private Failures() {}

    /** The failure as the other side said it. A status without details gets its code's name as the message. */
    public static Failure from(StatusRuntimeException e) {
        io.grpc.Status plain = e.getStatus();
        Status status = StatusProto.fromThrowable(e);
        if (status == null || status.getDetailsCount() == 0) {
            Code code = isTooLargeForUs(plain) ? Code.INTERNAL : plain.getCode();
            return new Failure(code, NO_REASON, code.name());
        }
        return withDetails(new Failure(plain.getCode(), reasonOf(status), status.getMessage()), status);
    }

    /** A server gives a reason when it refuses a request for its size, gRPC none when it refuses an answer here. */
    private static boolean isTooLargeForUs(io.grpc.Status plain) {
        String description = plain.getDescription();
        return plain.getCode() == Code.RESOURCE_EXHAUSTED
                && description != null
                && description.contains("exceeds maximum size");
    }

    private static String reasonOf(Status status) {
        for (Any detail : status.getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                return unpack(detail, ErrorInfo.class).getReason();
            }
        }
        return NO_REASON;
    }

    private static Failure withDetails(Failure failure, Status status) {
        Failure result = failure;
        for (Any detail : status.getDetailsList()) {
            if (detail.is(BadRequest.class)) {
                for (BadRequest.FieldViolation v :
                        unpack(detail, BadRequest.class).getFieldViolationsList()) {
                    result = result.violation(v.getField(), v.getDescription());
                }
            } else if (detail.is(RetryInfo.class)) {
                var delay = unpack(detail, RetryInfo.class).getRetryDelay();
                result = result.retryAfter(Duration.ofSeconds(delay.getSeconds(), delay.getNanos()));
            } else if (detail.is(ResourceInfo.class)) {
                ResourceInfo info = unpack(detail, ResourceInfo.class);
                result = result.resource(info.getResourceType(), info.getResourceName());
            }
        }
        return result;
    }

    private static <T extends com.google.protobuf.Message> T unpack(Any detail, Class<T> type) {
        try {
            return detail.unpack(type);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("A status detail cannot be read", e);
        }
    }
}
