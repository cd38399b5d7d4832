package io.todosystem.platform.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.grpc.RequestId;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.MDC;

/**
 * Gives each line the ids of the request it belongs to: {@code trace_id, span_id, request_id, user_id}.
 *
 * <p>They are read from the current context when a line is written, so they follow it onto any thread and cannot be
 * left behind on one. What code puts into the {@link MDC} itself is kept.
 */
final class ContextFields extends Filter<ILoggingEvent> {
    @Override
    public FilterReply decide(ILoggingEvent event) {
        if (event instanceof LoggingEvent line) {
            Map<String, String> fields = fields();
            if (!fields.isEmpty()) {
                line.setMDCPropertyMap(fields);
            }
        }
        return FilterReply.NEUTRAL;
    }

    static Map<String, String> fields() {
        Map<String, String> fields = new HashMap<>();
        SpanContext span = Span.current().getSpanContext();
        if (span.isValid()) {
            fields.put("trace_id", span.getTraceId());
            fields.put("span_id", span.getSpanId());
        }
        String requestId = RequestId.KEY.get();
        if (requestId != null) {
            fields.put("request_id", requestId);
        }
        if (Caller.current() instanceof Caller.User user) {
            fields.put("user_id", user.id().toString());
        }
        Map<String, String> own = MDC.getCopyOfContextMap();
        if (own != null) {
            fields.putAll(own);
        }
        return fields;
    }
}
