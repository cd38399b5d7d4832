package io.todosystem.e2e.trace;

import io.todosystem.localstack.trace.RecordedSpan;
import io.todosystem.localstack.trace.SpanFiles;
import io.todosystem.localstack.trace.SpanTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The traces that the stack's services wrote down. */
record Traces(Path folder) {
    /** A request's header, as the edge sends it. */
    record Parent(String traceId, String spanId) {
        static Parent fresh() {
            var random = UUID.randomUUID().toString().replace("-", "");
            return new Parent(random, random.substring(0, 16));
        }

        String header() {
            return "00-" + traceId + "-" + spanId + "-01";
        }
    }

    /** Each step with the one above it. */
    List<String> edges(Parent parent) {
        return SpanTree.of(parent.traceId(), new SpanFiles(folder).read()).stream()
                .flatMap(tree -> tree.spans().stream()
                        .flatMap(span -> tree.below(span).stream().map(child -> name(span) + " > " + name(child))))
                .toList();
    }

    /** What stands at the top. */
    List<RecordedSpan> roots(Parent parent) {
        return SpanTree.of(parent.traceId(), new SpanFiles(folder).read())
                .map(SpanTree::roots)
                .orElse(List.of());
    }

    List<RecordedSpan> all() {
        return new SpanFiles(folder).read();
    }

    /** All that was written, to the letter. */
    String text() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Traces::read).collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(RecordedSpan span) {
        return span.service() + " " + span.kind() + " " + span.name().replaceFirst("^todo\\.[a-z]+\\.v1\\.", "");
    }
}
