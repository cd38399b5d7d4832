package io.todosystem.platform.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header {@code traceparent} of W3C Trace Context, and ids for calls that have none. */
final class TraceParent {
    private static final String NAME = "traceparent";
    private static final IdGenerator IDS = IdGenerator.random();
    private static final Getter GETTER = new Getter();

    private TraceParent() {}

    /** Not valid if the header is missing or is none. */
    static SpanContext read(@Nullable String header) {
        if (header == null) {
            return SpanContext.getInvalid();
        }
        Context read = W3CTraceContextPropagator.getInstance().extract(Context.root(), header, GETTER);
        return Span.fromContext(read).getSpanContext();
    }

    static String write(SpanContext trace) {
        return "00-" + trace.getTraceId() + "-" + trace.getSpanId() + "-"
                + trace.getTraceFlags().asHex();
    }

    /** As a caller would have sent it. */
    static SpanContext made() {
        return SpanContext.createFromRemoteParent(
                IDS.generateTraceId(), IDS.generateSpanId(), TraceFlags.getSampled(), TraceState.getDefault());
    }

    static SpanContext unkept() {
        return unkept(IDS.generateTraceId());
    }

    /** A step of this trace that nobody records. */
    static SpanContext unkept(String traceId) {
        return SpanContext.create(traceId, IDS.generateSpanId(), TraceFlags.getDefault(), TraceState.getDefault());
    }

    private static final class Getter implements TextMapGetter<String> {
        @Override
        public Iterable<String> keys(String header) {
            return List.of(NAME);
        }

        @Override
        public @Nullable String get(@Nullable String header, String name) {
            return name.equals(NAME) ? header : null;
        }
    }
}
