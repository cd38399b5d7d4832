package io.todosystem.platform.telemetry;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class SpanExportTest {
    @Test
    void what_a_person_wrote_stays_inside() {
        var sent = new Sent();
        try (var provider = provider(new PlainSpans(sent))) {
            var span = provider.get("test").spanBuilder("GET /tasks").startSpan();
            span.setAttribute("http.route", "/tasks");
            span.setAttribute("http.response.status_code", 200);
            span.setAttribute("url.query", "q=secret");
            span.setAttribute("a.new.one", "secret");
            span.recordException(new IllegalStateException("secret"));
            span.setStatus(StatusCode.ERROR, "secret");
            span.end();
        }

        var only = sent.spans.getFirst();
        assertThat(only.getAttributes().asMap())
                .containsOnlyKeys(
                        AttributeKey.stringKey("http.route"), AttributeKey.longKey("http.response.status_code"));
        assertThat(only.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(only.getStatus().getDescription()).isEmpty();
        assertThat(only.getEvents().getFirst().getAttributes().asMap())
                .containsOnlyKeys(AttributeKey.stringKey("exception.type"));
    }

    @Test
    void a_collector_that_is_gone_is_told_of_once() throws IOException {
        String nowhere;
        try (var port = new ServerSocket(0)) {
            nowhere = "http://127.0.0.1:" + port.getLocalPort();
        }
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        root.addAppender(lines);
        try (var exporter = Tracing.collector(nowhere)) {
            for (int i = 0; i < 5; i++) {
                var result = exporter.export(List.of()).join(10, TimeUnit.SECONDS);
                assertThat(result.isSuccess()).isFalse();
            }
        } finally {
            root.detachAppender(lines);
        }

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(nowhere + " takes no spans; they are dropped until it does, nothing else is affected");
    }

    @Test
    void a_file_of_spans_does_not_grow_for_ever(@TempDir Path folder) throws IOException {
        var file = folder.resolve("spans.jsonl");
        try (var provider = provider(SpanFile.exporter(file.toString()))) {
            var tracer = provider.get("test");
            var statement = "SELECT ".repeat(2_000);
            for (int i = 0; i < 2_500; i++) {
                tracer.spanBuilder("SELECT")
                        .setAttribute("db.query.text", statement)
                        .startSpan()
                        .end();
            }
        }

        try (Stream<Path> files = Files.list(folder)) {
            var all = files.toList();
            assertThat(all).hasSize(2);
            assertThat(all.stream().mapToLong(one -> one.toFile().length()).sum())
                    .isBetween(8_000_000L, 18_000_000L);
        }
        try (Stream<String> lines = Files.lines(file)) {
            assertThat(lines).allMatch(line -> line.startsWith("{\"resource\"") && line.endsWith("}"));
        }
    }

    private static SdkTracerProvider provider(SpanExporter exporter) {
        return SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build();
    }

    private static final class Sent implements SpanExporter {
        private final List<SpanData> spans = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> more) {
            spans.addAll(more);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
