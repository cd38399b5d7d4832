package io.todosystem.localstack.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.todosystem.localstack.StackFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files of OTLP JSON that services write, each line the spans of a moment. */
public final class SpanFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> KINDS = List.of("", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER");
    private static final int ERROR = 2;

    private final Path folder;

    public SpanFiles(Path folder) {
        this.folder = folder;
    }

    /** Every span that is still there, the last line of a file only if it is whole. */
    public List<RecordedSpan> read() {
        return read(span -> true);
    }

    /** Those of them that are wanted; the others may be more than the memory holds. */
    public List<RecordedSpan> read(Predicate<RecordedSpan> wanted) {
        List<RecordedSpan> spans = new ArrayList<>();
        forEach(span -> {
            if (wanted.test(span)) {
                spans.add(span);
            }
        });
        return spans;
    }

    /** One after the other. */
    public void forEach(Consumer<RecordedSpan> reader) {
        files().forEach(file -> read(file, reader));
    }

    private static void read(Path file, Consumer<RecordedSpan> reader) {
        try (Stream<String> lines = Files.lines(file)) {
            lines.forEach(line -> readLine(line, reader));
        } catch (IOException e) {
            // A full file may just have become its own predecessor.
            if (!(e instanceof NoSuchFileException)) {
                throw new StackFailure("Cannot read " + file + ": " + e.getMessage(), e);
            }
        }
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new StackFailure("Cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void readLine(String line, Consumer<RecordedSpan> reader) {
        JsonNode written;
        try {
            written = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return; // Half a line: its process was killed, or writes it now.
        }
        String service = texts(written.at("/resource/attributes")).getOrDefault("service.name", "?");
        for (JsonNode scope : written.path("scopeSpans")) {
            for (JsonNode span : scope.path("spans")) {
                reader.accept(span(service, span));
            }
        }
    }

    private static RecordedSpan span(String service, JsonNode span) {
        return new RecordedSpan(
                span.path("traceId").asText(),
                span.path("spanId").asText(),
                span.path("parentSpanId").asText(),
                service,
                span.path("name").asText(),
                KINDS.get(span.path("kind").asInt()),
                time(span.path("startTimeUnixNano")),
                time(span.path("endTimeUnixNano")),
                span.at("/status/code").asInt() == ERROR,
                texts(span.path("attributes")));
    }

    private static Instant time(JsonNode nanos) {
        return Instant.EPOCH.plusNanos(nanos.asLong());
    }

    /** Each value of OTLP is an object of one field that is named by its type. */
    private static Map<String, String> texts(JsonNode attributes) {
        Map<String, String> texts = new TreeMap<>();
        attributes.forEach(attribute -> texts.put(attribute.path("key").asText(), firstOf(attribute.path("value"))));
        return texts;
    }

    private static String firstOf(JsonNode value) {
        return value.isEmpty() ? "" : value.iterator().next().asText();
    }
}
