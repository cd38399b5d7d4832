package io.todosystem.bench.load;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.todosystem.bench.harness.Round;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** Counts what was answered, from any thread. */
final class Tally {
    /** Longer than any call is waited for. A recorder without a bound loses its size when two threads enlarge it. */
    private static final long HIGHEST = Duration.ofMinutes(2).toNanos();

    private final Recorder latencies = new Recorder(HIGHEST, 3);
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();

    void answered(long nanos, @Nullable Throwable failure) {
        if (failure == null) {
            latencies.recordValue(Math.clamp(nanos, 0, HIGHEST));
        } else {
            failures.computeIfAbsent(cause(failure), name -> new LongAdder()).increment();
        }
    }

    Round round(long nanos) {
        Histogram histogram = latencies.getIntervalHistogram();
        Map<String, Long> failed = new HashMap<>();
        failures.forEach((name, count) -> failed.put(name, count.sum()));
        return new Round(histogram.getTotalCount(), failed, Duration.ofNanos(nanos), histogram, Duration.ZERO);
    }

    private static String cause(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case StatusRuntimeException status -> status.getStatus().getCode().name();
            case Refused refused -> refused.by();
            default -> cause.getClass().getSimpleName();
        };
    }

    /** A failure of this name. */
    static Throwable named(Status status) {
        return status.asRuntimeException();
    }
}
