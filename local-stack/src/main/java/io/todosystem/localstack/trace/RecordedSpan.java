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

    RecordedSpan withoutAttributes() {
        return new RecordedSpan(traceId, id, parentId, service, name, kind, start, end, failed, Map.of());
    }

    public Duration duration() {
        return Duration.between(start, end);
    }
}
