package io.todosystem.platform.failure;

import io.grpc.Status.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The request cannot go on, and the caller may know why.
 *
 * <p>Code, reason and message reach the caller as they are, so none of them may carry a secret, an address or a word of
 * an internal error. It has no stack trace and is never logged as an error; a bug must not be turned into one. The
 * {@code with} methods give copies.
 */
public final class Failure extends RuntimeException {
    private final Code code;
    private final String reason;
    private final String message;
    private final List<FieldViolation> violations;
    private final @Nullable Duration retryAfter;
    private final @Nullable Resource resource;

    public Failure(Code code, String reason, String message) {
        this(code, reason, message, List.of(), null, null);
    }

    private Failure(
            Code code,
            String reason,
            String message,
            List<FieldViolation> violations,
            @Nullable Duration retryAfter,
            @Nullable Resource resource) {
        super(message, null, false, false);
        if (code == Code.OK) {
            throw new IllegalArgumentException("OK is no failure");
        }
        this.code = code;
        this.reason = reason;
        this.message = message;
        this.violations = List.copyOf(violations);
        this.retryAfter = retryAfter;
        this.resource = resource;
    }

    public static Failure invalid(String field, String description) {
        return invalid(List.of(new FieldViolation(field, description)));
    }

    /** Of at least one field; the first is in the message. */
    public static Failure invalid(List<FieldViolation> violations) {
        FieldViolation first = violations.getFirst();
        return new Failure(
                Code.INVALID_ARGUMENT,
                "INVALID_FIELD",
                first.field() + ": " + first.description(),
                violations,
                null,
                null);
    }

    public static Failure notFound(String reason, String message) {
        return new Failure(Code.NOT_FOUND, reason, message);
    }

    public static Failure alreadyExists(String reason, String message) {
        return new Failure(Code.ALREADY_EXISTS, reason, message);
    }

    public static Failure failedPrecondition(String reason, String message) {
        return new Failure(Code.FAILED_PRECONDITION, reason, message);
    }

    public static Failure aborted(String reason, String message) {
        return new Failure(Code.ABORTED, reason, message);
    }

    public static Failure unauthenticated(String reason, String message) {
        return new Failure(Code.UNAUTHENTICATED, reason, message);
    }

    public static Failure permissionDenied(String reason, String message) {
        return new Failure(Code.PERMISSION_DENIED, reason, message);
    }

    public static Failure resourceExhausted(String reason, String message, Duration retryAfter) {
        return new Failure(Code.RESOURCE_EXHAUSTED, reason, message).retryAfter(retryAfter);
    }

    public static Failure unavailable(String reason, String message, Duration retryAfter) {
        return new Failure(Code.UNAVAILABLE, reason, message).retryAfter(retryAfter);
    }

    public Failure violation(String field, String description) {
        List<FieldViolation> more = new ArrayList<>(violations);
        more.add(new FieldViolation(field, description));
        return new Failure(code, reason, message, more, retryAfter, resource);
    }

    public Failure retryAfter(Duration delay) {
        return new Failure(code, reason, message, violations, delay, resource);
    }

    public Failure resource(String type, String name) {
        return new Failure(code, reason, message, violations, retryAfter, new Resource(type, name));
    }

    public Code code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    @Override
    public String getMessage() {
        return message;
    }

    public List<FieldViolation> violations() {
        return violations;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    public Optional<Resource> resource() {
        return Optional.ofNullable(resource);
    }

    /** What is wrong with one field, by its proto name ({@code due.zone}). */
    public record FieldViolation(String field, String description) {}

    /** What the failure is about: a kind of thing and its id. */
    public record Resource(String type, String name) {}
}
