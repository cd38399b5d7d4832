package io.todosystem.platform.grpc.server;

import io.grpc.Context;
import io.grpc.Status;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.grpc.QuietMethods;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one call leaves behind: one line of the access log and one measurement, however it ends. */
final class CallRecord {
    private static final Logger log = LoggerFactory.getLogger("access");

    private final String method;
    private final ServerMetrics metrics;
    private final Context context;
    private final long startedAt = System.nanoTime();
    private final AtomicBoolean finished = new AtomicBoolean();
    private volatile Caller caller = new Caller.Anonymous();

    CallRecord(String method, ServerMetrics metrics, Context context) {
        this.method = method;
        this.metrics = metrics;
        this.context = context;
    }

    void calledBy(Caller known) {
        caller = known;
    }

    /** True for the first end of the call, which is the one that counts. */
    boolean finish(Status.Code code) {
        if (!finished.compareAndSet(false, true)) {
            return false;
        }
        long nanos = System.nanoTime() - startedAt;
        metrics.record(method, code, nanos);
        if (!QuietMethods.contains(method)) {
            context.withValue(Caller.KEY, caller).run(() -> write(code, TimeUnit.NANOSECONDS.toMillis(nanos)));
        }
        return true;
    }

    private void write(Status.Code code, long millis) {
        log.atInfo()
                .addKeyValue("method", method)
                .addKeyValue("code", code)
                .addKeyValue("ms", millis)
                .addKeyValue("caller", caller.key())
                .log("{} {} {} ms {}", method, code, millis, caller.key());
    }
}
