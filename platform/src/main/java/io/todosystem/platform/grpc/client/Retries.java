package io.todosystem.platform.grpc.client;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Deadline;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Tries a unary call up to three times while the upstream is UNAVAILABLE, if doing it twice does no harm.
 *
 * <p>That is so for reads, known by their names, and for messages with a {@code request_id} if the owning service keeps
 * its answers, known by {@code replayed} in them: one that does not would refuse the second try of what the first one
 * did. Waits 50 ms, then 100 ms, each with jitter; never past the deadline, never beyond the budget.
 */
final class Retries implements ClientInterceptor {
    private static final int MAX_TRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Pattern READS = Pattern.compile("(Get|List|BatchGet|Search|Validate)[A-Z].*");

    private final ScheduledExecutorService timer;
    private final RetryBudget budget = new RetryBudget();

    Retries(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        if (method.getType() != MethodType.UNARY) {
            return next.newCall(method, options);
        }
        budget.firstTry();
        return new RetryingCall<>(() -> next.newCall(method, options), this, method, options);
    }

    /** Whether there may be one more try after this one ended. */
    boolean again(int tries, Status status, MethodDescriptor<?, ?> method, Object message) {
        return status.getCode() == Status.Code.UNAVAILABLE
                && !FailedCall.isEndOf(status)
                && tries < MAX_TRIES
                && harmless(method, message)
                && budget.spend();
    }

    /** The pause before the next try; negative if the deadline would not leave time for it. */
    static Duration pauseAfter(int tries, CallOptions options) {
        long full = FIRST_PAUSE.toNanos() << (tries - 1);
        long pause = full / 2 + ThreadLocalRandom.current().nextLong(full);
        Deadline deadline = options.getDeadline();
        boolean late = deadline != null && deadline.timeRemaining(TimeUnit.NANOSECONDS) <= pause;
        return Duration.ofNanos(late ? -1 : pause);
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    static boolean harmless(MethodDescriptor<?, ?> method, Object message) {
        String name = method.getBareMethodName();
        return (name != null && READS.matcher(name).matches()) || (hasRequestId(message) && keepsAnswers(method));
    }

    private static boolean keepsAnswers(MethodDescriptor<?, ?> method) {
        return method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier proto
                && proto.getMethodDescriptor().getOutputType().findFieldByName("replayed") != null;
    }

    private static boolean hasRequestId(Object message) {
        if (!(message instanceof Message proto)) {
            return false;
        }
        FieldDescriptor field = proto.getDescriptorForType().findFieldByName("request_id");
        return field != null && proto.getField(field) instanceof String id && !id.isEmpty();
    }
}
