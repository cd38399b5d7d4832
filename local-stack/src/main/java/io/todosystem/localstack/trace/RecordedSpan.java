package io.todosystem.localstack.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * One step of a trace.
 *
 * @param parentId empty if it is the first
 * @param kind for example {@code SERVER}
 * @param attributes values as texts
 */
public record RecordedSpan(
        String traceId,
        String id,
        String parentId,
        String service,
        String name,
        String kind,
        Instant start,
        Instant end,
        boolean failed,
        Map<String, String> attributes) {

    RecordedSpan with(Map<String, String> others) {
        return new RecordedSpan(traceId, id, parentId, service, name, kind, start, end, failed, others);
    }

    public Duration duration() {
        return Duration.between(start, end);
    }
}
