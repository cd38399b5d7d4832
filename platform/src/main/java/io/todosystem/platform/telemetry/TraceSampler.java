package io.todosystem.platform.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.HexFormat;
import java.util.List;

/**
 * Draws the traces that are kept by their ids, so that every process draws the same ones.
 *
 * <p>Whoever calls from outside may choose the id of its trace, but not that it is kept: its flag {@code sampled} is
 * only a permission, without which nothing is kept, and which ids are drawn depends on a secret of the installation.
 * Work that follows from no request and no event (polls, housekeeping) begins no trace.
 */
final class TraceSampler implements Sampler {
    private static final int RANDOM_HALF = 16;

    private final long key;
    private final long bound;
    private final double ratio;

    TraceSampler(double ratio, long key) {
        this.ratio = ratio;
        this.key = key;
        // Of a double's 53 bits, so that 1 is really all.
        this.bound = (long) (ratio * (1L << 53));
    }

    @Override
    public SamplingResult shouldSample(
            Context parentContext,
            String traceId,
            String name,
            SpanKind kind,
            Attributes attributes,
            List<LinkData> parentLinks) {
        SpanContext parent = Span.fromContext(parentContext).getSpanContext();
        return keeps(parent, traceId, kind) ? SamplingResult.recordAndSample() : SamplingResult.drop();
    }

    /** Whether what a caller with this trace asks for is recorded. */
    boolean keeps(SpanContext caller) {
        return caller.isSampled() && draws(caller.getTraceId());
    }

    private boolean keeps(SpanContext parent, String traceId, SpanKind kind) {
        if (!parent.isValid()) {
            return (kind == SpanKind.SERVER || kind == SpanKind.CONSUMER) && draws(traceId);
        }
        return parent.isRemote() ? keeps(parent) : parent.isSampled();
    }

    private boolean draws(String traceId) {
        long id = HexFormat.fromHexDigitsToLong(traceId, RANDOM_HALF, 2 * RANDOM_HALF);
        return mixed(id) >>> 11 < bound;
    }

    /** Spreads ids that differ little over all values (the finaliser of SplittableRandom), each key in its own way. */
    private long mixed(long id) {
        long z = id * 0x9e3779b97f4a7c15L ^ key;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL ^ key;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        return z ^ z >>> 31;
    }

    @Override
    public String getDescription() {
        return "TraceSampler{" + ratio + "}";
    }
}
