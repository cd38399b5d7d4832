package io.todosystem.platform.telemetry;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import io.grpc.Context;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.auth.Role;
import io.todosystem.platform.grpc.RequestId;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ContextFieldsTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    /** One more, and it logs an error. */
    private static final int CHAIN_THAT_GRPC_ALLOWS = 999;

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
    void a_chain_of_contexts_that_grpc_complains_of_is_complained_of_once() {
        Context deep = Context.ROOT;
        for (int i = 0; i < CHAIN_THAT_GRPC_ALLOWS; i++) {
            deep = deep.withValue(RequestId.KEY, "request-" + i);
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        Logger complaints = (Logger) LoggerFactory.getLogger(Context.class);
        BatchedConsole console = console(complaints.getLoggerContext(), lines);
        complaints.addAppender(console);
        complaints.setAdditive(false);
        try {
            deep.run(ContextFields::fields);
        } finally {
            complaints.setAdditive(true);
            complaints.detachAppender(console);
            console.stop();
        }
        assertThat(lines.toString(UTF_8).lines()).isNotEmpty().hasSizeLessThan(10);
    }

    @Test
    void what_code_said_itself_is_kept() {
        try (MDC.MDCCloseable _ = MDC.putCloseable("list_id", "42")) {
            assertThat(ContextFields.fields()).isEqualTo(Map.of("list_id", "42"));
        }
    }

    private static BatchedConsole console(LoggerContext loggers, OutputStream target) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(loggers);
        encoder.setPattern("%msg%n%nopex");
        encoder.start();
        BatchedConsole console = new BatchedConsole(target);
        console.setContext(loggers);
        console.setEncoder(encoder);
        console.addFilter(new ContextFields());
        console.start();
        return console;
    }
}
