package io.todosystem.eventing.transaction;

import io.grpc.Context;
import io.grpc.Status.Code;
import io.todosystem.platform.failure.Failure;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what a database that cannot do its work now means to the caller. The cause does not reach the caller: it is
 * logged here, at most once a second, since an outage fails every call.
 */
final class DatabaseFailures {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFailures.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();

    private final AtomicLong nextLine = new AtomicLong(System.nanoTime());

    /** The failure to throw instead: a {@link Failure} for infrastructure, everything else as it is. */
    RuntimeException translate(RuntimeException failure) {
        if (failure instanceof Failure || !SqlStates.isInfrastructure(failure)) {
            return failure;
        }
        log(failure);
        var deadline = Context.current().getDeadline();
        if (deadline != null && deadline.isExpired()) {
            return deadlineExceeded();
        }
        return SqlStates.find(failure).filter(SqlStates::isConflict).isPresent()
                ? Failure.unavailable("DATABASE_BUSY", "Another change was in the way", RETRY_AFTER)
                : Failure.unavailable("DATABASE_UNAVAILABLE", "The database cannot be used now", RETRY_AFTER);
    }

    static Failure deadlineExceeded() {
        return new Failure(Code.DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED", "The time for this call is over");
    }

    private void log(RuntimeException failure) {
        var now = System.nanoTime();
        var next = nextLine.get();
        if (now - next >= 0 && nextLine.compareAndSet(next, now + QUIET_NANOS)) {
            LOG.warn("A transaction failed that its caller may repeat", failure);
        }
    }
}
