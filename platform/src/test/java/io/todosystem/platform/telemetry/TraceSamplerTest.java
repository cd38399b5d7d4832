package io.todosystem.platform.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TraceSamplerTest {
    private static final String SPAN = "b7ad6b7169203331";
    private static final int MANY = 20_000;

    private final TraceSampler sampler = new TraceSampler(0.1, 42);

    @Test
    void about_so_many_traces_are_kept_and_every_process_keeps_the_same() {
        var other = new TraceSampler(0.1, 42);
        var ids = randomIds().toList();

        assertThat(ids).filteredOn(id -> keeps(sampler, Context.root(), id)).hasSizeBetween(MANY / 12, MANY / 8);
        assertThat(ids).allMatch(id -> keeps(sampler, Context.root(), id) == keeps(other, remote(id, true), id));
    }

    @Test
    void a_caller_cannot_have_its_trace_kept_by_asking_for_it() {
        assertThat(randomIds())
                .filteredOn(id -> keeps(sampler, remote(id, true), id))
                .hasSizeBetween(MANY / 12, MANY / 8);
    }

    @Test
    void a_caller_cannot_choose_an_id_that_is_kept_everywhere() {
        for (String id : List.of(
                "00000000000000010000000000000000",
                "00000000000000000000000000000001",
                "ffffffffffffffffffffffffffffffff",
                "0af7651916cd43dd8448eb211c80319c")) {
            assertThat(LongStream.range(0, MANY))
                    .filteredOn(key -> keeps(new TraceSampler(0.1, key), remote(id, true), id))
                    .as(id)
                    .hasSizeBetween(MANY / 12, MANY / 8);
        }
    }

    @Test
    void a_trace_that_its_caller_does_not_keep_is_not_kept() {
        var all = new TraceSampler(1, 42);

        assertThat(randomIds()).noneMatch(id -> keeps(all, remote(id, false), id));
    }

    @Test
    void all_and_none_are_meant_literally() {
        var all = new TraceSampler(1, 42);
        var none = new TraceSampler(0, 42);

        assertThat(randomIds()).allMatch(id -> keeps(all, Context.root(), id));
        assertThat(randomIds()).noneMatch(id -> keeps(none, remote(id, true), id));
    }

    @Test
    void what_follows_from_no_request_and_no_event_begins_no_trace() {
        var all = new TraceSampler(1, 42);
        var id = IdGenerator.random().generateTraceId();

        assertThat(Stream.of(SpanKind.values()).filter(kind -> keeps(all, Context.root(), id, kind)))
                .containsExactly(SpanKind.SERVER, SpanKind.CONSUMER);
    }

    @Test
    void a_step_inside_is_kept_with_what_it_is_part_of() {
        var none = new TraceSampler(0, 42);
        var id = IdGenerator.random().generateTraceId();
        var kept = SpanContext.create(id, SPAN, TraceFlags.getSampled(), TraceState.getDefault());

        assertThat(keeps(none, Context.root().with(Span.wrap(kept)), id, SpanKind.CLIENT))
                .isTrue();
    }

    private static Stream<String> randomIds() {
        return IntStream.range(0, MANY).mapToObj(_ -> IdGenerator.random().generateTraceId());
    }

    private static Context remote(String traceId, boolean sampled) {
        var flags = sampled ? TraceFlags.getSampled() : TraceFlags.getDefault();
        var parent = SpanContext.createFromRemoteParent(traceId, SPAN, flags, TraceState.getDefault());
        return Context.root().with(Span.wrap(parent));
    }

    private static boolean keeps(TraceSampler sampler, Context parent, String traceId) {
        return keeps(sampler, parent, traceId, SpanKind.SERVER);
    }

    private static boolean keeps(TraceSampler sampler, Context parent, String traceId, SpanKind kind) {
        return sampler.shouldSample(parent, traceId, "any", kind, Attributes.empty(), List.of())
                        .getDecision()
                == SamplingDecision.RECORD_AND_SAMPLE;
    }
}
