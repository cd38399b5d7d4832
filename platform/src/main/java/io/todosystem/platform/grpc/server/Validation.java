package io.todosystem.platform.grpc.server;

import build.buf.protovalidate.Config;
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

/**
 * Holds every request against the constraints in its proto, and refuses NUL, which PostgreSQL cannot store.
 *
 * <p>A small request hears of several fields at once. A large one hears of the first only: it may break a rule a
 * million times.
 */
final class Validation implements ServerInterceptor {
    private static final int SMALL_BYTES = 32 * 1024;
    private static final int MOST_VIOLATIONS = 20;

    private final Validator first = validator(true);
    private final Validator all = validator(false);

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
        Validator validator = message.getSerializedSize() <= SMALL_BYTES ? all : first;
        List<FieldViolation> violations = violations(validator, message);
        if (!violations.isEmpty()) {
            throw Failure.invalid(violations);
        }
    }

    private static Validator validator(boolean failFast) {
        return ValidatorFactory.newBuilder()
                .withConfig(Config.newBuilder().setFailFast(failFast).build())
                .build();
    }

    private static List<FieldViolation> violations(Validator validator, Message message) {
        try {
            return validator.validate(message).getViolations().stream()
                    .limit(MOST_VIOLATIONS)
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
