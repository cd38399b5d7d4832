package io.todosystem.platform.grpc.server;

import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.exceptions.ValidationException;
import build.buf.validate.FieldPathElement;
import build.buf.validate.Violation;
import com.google.protobuf.Message;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.failure.Failure.FieldViolation;
import java.util.List;
import java.util.stream.Collectors;

/** Holds every request against the constraints in its proto, and refuses NUL, which PostgreSQL cannot store. */
final class Validation implements ServerInterceptor {
    private final Validator validator = ValidatorFactory.newBuilder().build();

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            @Override
            public void onMessage(Q request) {
                if (request instanceof Message message) {
                    check(message);
                }
                super.onMessage(request);
            }
        };
    }

    void check(Message message) {
        String withNul = NulCharacters.findIn(message);
        if (withNul != null) {
            throw Failure.invalid(withNul, "must not contain the character NUL");
        }
        List<FieldViolation> violations = violations(message);
        if (!violations.isEmpty()) {
            FieldViolation first = violations.getFirst();
            Failure failure = Failure.invalid(first.field(), first.description());
            for (FieldViolation more : violations.subList(1, violations.size())) {
                failure = failure.violation(more.field(), more.description());
            }
            throw failure;
        }
    }

    private List<FieldViolation> violations(Message message) {
        try {
            return validator.validate(message).getViolations().stream()
                    .map(violation -> describe(violation.toProto()))
                    .toList();
        } catch (ValidationException e) {
            throw new IllegalStateException(
                    "The constraints of " + message.getDescriptorForType().getFullName() + " do not work", e);
        }
    }

    private static FieldViolation describe(Violation violation) {
        String field = violation.getField().getElementsList().stream()
                .map(Validation::describe)
                .collect(Collectors.joining("."));
        return new FieldViolation(field, violation.getMessage().isEmpty() ? "is not valid" : violation.getMessage());
    }

    private static String describe(FieldPathElement element) {
        return switch (element.getSubscriptCase()) {
            case INDEX -> element.getFieldName() + "[" + element.getIndex() + "]";
            case BOOL_KEY, INT_KEY, UINT_KEY, STRING_KEY -> element.getFieldName() + "[]";
            case SUBSCRIPT_NOT_SET -> element.getFieldName();
        };
    }
}
