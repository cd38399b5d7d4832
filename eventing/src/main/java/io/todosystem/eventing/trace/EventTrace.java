package io.todosystem.eventing.trace;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The trace that an event belongs to, as its headers tell it. */
public final class EventTrace {
    /** The one header of it that is kept. */
    public static final String HEADER = "traceparent";

    private static final Getter GETTER = new Getter();

    private EventTrace() {}

    /** The context under which what follows from the event goes on; the empty one if its headers name none. */
    public static Context of(Map<String, String> headers) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, GETTER);
    }

    /** Adds the header, if the context is that of a trace. */
    public static void put(Context context, Map<String, String> headers) {
        W3CTraceContextPropagator.getInstance().inject(context, headers, EventTrace::put);
    }

    /** What callers' systems add to it is theirs. */
    private static void put(@Nullable Map<String, String> headers, String name, String value) {
        if (headers != null && name.equals(HEADER)) {
            headers.put(name, value);
        }
    }

    private static final class Getter implements TextMapGetter<Map<String, String>> {
        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String name) {
            return headers != null && name.equals(HEADER) ? headers.get(name) : null;
        }
    }
}
