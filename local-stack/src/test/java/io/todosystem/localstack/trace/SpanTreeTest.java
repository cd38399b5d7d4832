package io.todosystem.localstack.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SpanTreeTest {
    private static final String LINE = """
            {"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"tasks"}}]},"scopeSpans":[{"spans":[\
            {"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","parentSpanId":"00f067aa0ba902b7",\
            "name":"COMMIT","kind":3,"startTimeUnixNano":"1000000000","endTimeUnixNano":"1002500000",\
            "attributes":[{"key":"server.port","value":{"intValue":"5432"}}],"status":{"code":2}}]}]}
            """;

    @Test
    void spans_are_read_from_all_files_and_half_a_line_is_passed_over(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("tasks.jsonl"), LINE + LINE.substring(0, 100));
        Files.writeString(folder.resolve("tasks.jsonl.1"), LINE.replace("b7ad6b7169203331", "b7ad6b7169203332"));

        var spans = new SpanFiles(folder).read();

        assertThat(spans)
                .extracting(RecordedSpan::id)
                .containsExactlyInAnyOrder("b7ad6b7169203331", "b7ad6b7169203332");
        assertThat(spans.getFirst().service()).isEqualTo("tasks");
        assertThat(spans.getFirst().kind()).isEqualTo("CLIENT");
        assertThat(spans.getFirst().duration()).hasNanos(2_500_000);
        assertThat(spans.getFirst().failed()).isTrue();
        assertThat(spans.getFirst().attributes()).containsExactly(Map.entry("server.port", "5432"));
    }

    @Test
    void the_last_trace_is_that_of_the_last_request_and_not_of_what_came_after_it() {
        var last = new LastRequest();
        List.of(
                        span("1", "a", "", "bff", "SERVER", 0, 10),
                        span("2", "b", "edge", "bff", "SERVER", 20, 30),
                        span("1", "c", "a", "notification", "CONSUMER", 40, 50),
                        span("1", "d", "c", "auth", "SERVER", 60, 70))
                .forEach(last);

        assertThat(last.traceId()).hasValue("2");
    }

    @Test
    void without_a_request_there_is_no_last_trace() {
        var last = new LastRequest();
        last.accept(span("1", "c", "a", "notification", "CONSUMER", 40, 50));

        assertThat(last.traceId()).isEmpty();
    }

    @Test
    void an_id_may_be_cut_short_as_long_as_only_one_is_meant() {
        var all = List.of(span("abcd1", "a", "", "bff", "SERVER", 0, 1), span("abce1", "b", "", "bff", "SERVER", 0, 1));

        assertThat(SpanTree.of("abcd", all))
                .hasValueSatisfying(tree -> assertThat(tree.traceId()).isEqualTo("abcd1"));
        assertThat(SpanTree.of("abc", all)).isEmpty();
        assertThat(SpanTree.of("ffff", all)).isEmpty();
    }

    @Test
    void the_slowest_step_is_the_one_that_took_the_time_itself() {
        var tree = SpanTree.of(
                        "1",
                        List.of(
                                span("1", "whole", "edge", "bff", "SERVER", 0, 100),
                                span("1", "call", "whole", "bff", "CLIENT", 10, 95),
                                span("1", "one", "call", "tasks", "CLIENT", 20, 50),
                                span("1", "two", "call", "tasks", "CLIENT", 30, 90),
                                span("1", "lost", "never-written", "auth", "SERVER", 5, 6)))
                .orElseThrow();

        assertThat(tree.slowest().id()).isEqualTo("two");
        assertThat(tree.roots()).extracting(RecordedSpan::id).containsExactly("whole", "lost");
        assertThat(tree.below(tree.spans().getFirst()))
                .extracting(RecordedSpan::id)
                .containsExactly("call");
    }

    private static RecordedSpan span(
            String trace, String id, String parent, String service, String kind, long start, long end) {
        return new RecordedSpan(
                trace,
                id,
                parent,
                service,
                "any",
                kind,
                Instant.ofEpochMilli(start),
                Instant.ofEpochMilli(end),
                false,
                Map.of());
    }
}
