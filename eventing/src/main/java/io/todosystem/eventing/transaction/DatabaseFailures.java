package io.todosystem.eventing.transaction;

import io.grpc.Status.Code;
import io.todosystem.eventing.loop.OneLine;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.CallTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what a database that cannot do its work now means to the caller. The cause does not reach the caller: it is
 * logged here in one line, at most once a second, since an outage fails every call. A lost race is an ordinary answer.
 */
final class DatabaseFailures {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFailures.class);
    private static final String CONFLICT = "TRANSACTION_CONFLICT";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration RETRY_CONFLICT_AFTER = Duration.ofMillis(100);
    private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();

    private final AtomicLong nextLine = new AtomicLong(System.nanoTime());

    /** The failure to throw instead: a {@link Failure} for infrastructure, everything else as it is. */
    RuntimeException translate(RuntimeException failure) {
        if (failure instanceof Failure || !SqlStates.isInfrastructure(failure)) {
            return failure;
        }
        if (CallTime.isOver() || (SqlStates.isState(failure, SqlStates.QUERY_CANCELED) && CallTime.isNearlyOver())) {
            return CallTime.ended();
        }
        LOG.debug("A transaction failed that its caller may repeat", failure);
        if (SqlStates.find(failure).filter(SqlStates::isConflict).isPresent()) {
            return Failure.aborted(CONFLICT, "Somebody else changed the same thing at the same time; try again")
                    .retryAfter(RETRY_CONFLICT_AFTER);
        }
        tell(failure);
        return Failure.unavailable("DATABASE_UNAVAILABLE", "The database cannot be used now", RETRY_AFTER);
    }

    /** Whether the failure is one of these, or would be: the same work can succeed later by itself. */
    static boolean mayPass(RuntimeException failure) {
        return failure instanceof Failure known
                ? known.code() == Code.UNAVAILABLE
                        || known.code() == Code.DEADLINE_EXCEEDED
                        || known.reason().equals(CONFLICT)
                : SqlStates.isInfrastructure(failure);
    }

    private void tell(RuntimeException failure) {
        var now = System.nanoTime();
        var next = nextLine.get();
        if (now - next >= 0 && nextLine.compareAndSet(next, now + QUIET_NANOS)) {
            LOG.warn("The database cannot be used now: {}", OneLine.of(failure));
        }
    }
}
