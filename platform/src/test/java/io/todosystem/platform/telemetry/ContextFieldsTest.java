package io.todosystem.platform.telemetry;

import io.grpc.Context;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.auth.Role;
import io.todosystem.platform.grpc.RequestId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

class ContextFieldsTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    private final Caller.User ann = new Caller.User(UUID.randomUUID(), UUID.randomUUID(), Set.of(Role.USER));

    @Test
    void outside_of_a_request_there_are_none() {
        assertThat(ContextFields.fields()).isEmpty();
    }

    @Test
    void the_ids_of_a_request_follow_its_context_onto_other_threads() throws InterruptedException {
        Map<String, String> there = new HashMap<>();
        Span span = Span.wrap(SpanContext.create(TRACE, SPAN, TraceFlags.getSampled(), TraceState.getDefault()));
        try (Scope _ = span.makeCurrent()) {
            Runnable work = Context.current()
                    .withValues(RequestId.KEY, "request-1", Caller.KEY, ann)
                    .wrap(() -> there.putAll(ContextFields.fields()));
            Thread.startVirtualThread(work).join();
        }

        assertThat(there)
                .isEqualTo(Map.of(
                        "trace_id",
                        TRACE,
                        "span_id",
                        SPAN,
                        "request_id",
                        "request-1",
                        "user_id",
                        ann.id().toString()));
    }

    @Test
    void what_code_said_itself_is_kept() {
        try (MDC.MDCCloseable _ = MDC.putCloseable("list_id", "42")) {
            assertThat(ContextFields.fields()).isEqualTo(Map.of("list_id", "42"));
        }
    }
}
