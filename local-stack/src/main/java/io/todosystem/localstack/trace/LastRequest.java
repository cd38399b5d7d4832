package io.todosystem.localstack.trace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Hears of all spans and knows then whose trace the last request began; it keeps little of each. */
public final class LastRequest implements Consumer<RecordedSpan> {
    private final Set<String> ids = new HashSet<>();
    private final List<RecordedSpan> served = new ArrayList<>();

    @Override
    public void accept(RecordedSpan span) {
        ids.add(span.id());
        if (span.kind().equals("SERVER")) {
            served.add(span.withoutAttributes());
        }
    }

    /** Empty if there was none. */
    public Optional<String> traceId() {
        return served.stream()
                .filter(span -> !ids.contains(span.parentId()))
                .max(SpanTree.BY_TIME)
                .map(RecordedSpan::traceId);
    }
}
