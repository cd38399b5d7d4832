package io.todosystem.localstack.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One trace: its spans, each below the one that caused it. What lost its parent stands at the top. */
public final class SpanTree {
    static final Comparator<RecordedSpan> BY_TIME =
            Comparator.comparing(RecordedSpan::start).thenComparing(RecordedSpan::id);

    private final List<RecordedSpan> spans;
    private final Map<String, List<RecordedSpan>> byParent;
    private final Set<String> ids;

    private SpanTree(List<RecordedSpan> spans) {
        this.spans = spans;
        this.ids = spans.stream().map(RecordedSpan::id).collect(Collectors.toCollection(HashSet::new));
        this.byParent = spans.stream().collect(Collectors.groupingBy(RecordedSpan::parentId));
    }

    /** By the trace's id or the beginning of it; empty if there is none or more than one such. */
    public static Optional<SpanTree> of(String id, List<RecordedSpan> all) {
        List<RecordedSpan> found = all.stream()
                .filter(span -> span.traceId().startsWith(id))
                .distinct()
                .sorted(BY_TIME)
                .toList();
        boolean one = found.stream().map(RecordedSpan::traceId).distinct().count() == 1;
        return one ? Optional.of(new SpanTree(found)) : Optional.empty();
    }

    public String traceId() {
        return spans.getFirst().traceId();
    }

    /** In order of time. */
    public List<RecordedSpan> spans() {
        return spans;
    }

    public List<RecordedSpan> roots() {
        return spans.stream().filter(span -> !ids.contains(span.parentId())).toList();
    }

    public List<RecordedSpan> below(RecordedSpan span) {
        return byParent.getOrDefault(span.id(), List.of());
    }

    /** The one that spent the most time that it did not spend waiting for those below it. */
    public RecordedSpan slowest() {
        return spans.stream().max(Comparator.comparing(this::ownNanos)).orElseThrow();
    }

    private long ownNanos(RecordedSpan span) {
        List<RecordedSpan> inside = new ArrayList<>(below(span));
        inside.sort(BY_TIME);
        long own = 0;
        var until = span.start();
        for (RecordedSpan child : inside) {
            if (child.start().isAfter(until)) {
                own += nanos(until, earlier(child.start(), span.end()));
            }
            until = child.end().isAfter(until) ? child.end() : until;
        }
        return own + nanos(until, span.end());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static long nanos(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toNanos());
    }
}
