package io.todosystem.bff.http;

import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Puts ids of the request into each log line of whichever thread works on it. */
public record LogContext(Map<String, String> ids) implements ThreadPropagatedContextElement<Map<String, String>> {
    public LogContext {
        ids = Map.copyOf(ids);
    }

    @Override
    public @Nullable Map<String, String> updateThreadContext() {
        var previous = MDC.getCopyOfContextMap();
        ids.forEach(MDC::put);
        return previous;
    }

    @Override
    public void restoreThreadContext(@Nullable Map<String, String> previous) {
        if (previous == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(previous);
        }
    }
}
