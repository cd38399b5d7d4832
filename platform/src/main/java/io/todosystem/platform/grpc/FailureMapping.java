package io.todosystem.platform.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.util.Durations;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.ResourceInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.failure.Failure.FieldViolation;
import java.util.List;

/**
 * Turns a {@link Failure} into the status that callers see: code, message, exactly one ErrorInfo and what else is
 * known.
 *
 * <p>The result stays under 4 KiB, so that it fits into the trailers that proxies accept: long texts are cut and
 * violations beyond the twentieth are left out.
 */
public final class FailureMapping {
    private static final String DOMAIN = "todosystem.io";
    private static final int MAX_MESSAGE = 500;
    private static final int MAX_TEXT = 120;
    private static final int MAX_DETAILS = 3_000;

    private FailureMapping() {}

    public static StatusRuntimeException toStatus(Failure failure) {
        Status.Builder status = Status.newBuilder()
                .setCode(failure.code().value())
                .setMessage(cut(failure.getMessage(), MAX_MESSAGE))
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setReason(failure.reason())
                        .setDomain(DOMAIN)
                        .build()));
        failure.retryAfter()
                .ifPresent(delay -> status.addDetails(Any.pack(RetryInfo.newBuilder()
                        .setRetryDelay(Durations.fromNanos(delay.toNanos()))
                        .build())));
        failure.resource()
                .ifPresent(resource -> status.addDetails(Any.pack(ResourceInfo.newBuilder()
                        .setResourceType(cut(resource.type(), MAX_TEXT))
                        .setResourceName(cut(resource.name(), MAX_TEXT))
                        .build())));
        if (!failure.violations().isEmpty()) {
            status.addDetails(Any.pack(badRequest(failure.violations())));
        }
        return StatusProto.toStatusRuntimeException(status.build());
    }

    private static BadRequest badRequest(List<FieldViolation> violations) {
        BadRequest.Builder builder = BadRequest.newBuilder();
        int size = 0;
        for (FieldViolation violation : violations) {
            BadRequest.FieldViolation next = BadRequest.FieldViolation.newBuilder()
                    .setField(cut(violation.field(), MAX_TEXT))
                    .setDescription(cut(violation.description(), MAX_TEXT))
                    .build();
            size += next.getSerializedSize();
            if (size > MAX_DETAILS / 2) {
                break;
            }
            builder.addFieldViolations(next);
        }
        return builder.build();
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
        return text.substring(0, end) + "…";
    }
}
