package io.todosystem.localstack.cli;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.StackFailure;
import io.todosystem.localstack.trace.LastRequest;
import io.todosystem.localstack.trace.RecordedSpan;
import io.todosystem.localstack.trace.SpanFiles;
import io.todosystem.localstack.trace.SpanTree;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "trace",
        description = {
            "Prints what the last request set off, or the request with this trace id, as a tree with times.",
            "Each line: milliseconds since the beginning, how long it took, who, what; the slowest step is marked."
        })
final class TraceCommand implements Runnable {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{4,32}");

    @Parameters(
            paramLabel = "ID",
            arity = "0..1",
            description = "The trace_id of a log line or of a problem document, or how it begins.")
    @Nullable
    String id;

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        Home home = Homes.current();
        if (id != null && !ID.matcher(id.toLowerCase(Locale.ROOT)).matches()) {
            throw new StackFailure(
                    id + " is no trace id: those have 32 digits from 0 to f, of which the first 4 may do.");
        }
        SpanFiles files = new SpanFiles(home.traces());
        PrintWriter out = spec.commandLine().getOut();
        print(named(id == null ? last(files, home) : id.toLowerCase(Locale.ROOT), files), out);
        out.flush();
    }

    private static String last(SpanFiles files, Home home) {
        LastRequest last = new LastRequest();
        files.forEach(last);
        return last.traceId()
                .orElseThrow(() -> new StackFailure(
                        "No request has been traced in " + home.folder() + " yet. Is it running (./todo ps)?"));
    }

    private static SpanTree named(String id, SpanFiles files) {
        List<RecordedSpan> spans = files.read(span -> span.traceId().startsWith(id));
        return SpanTree.of(id, spans)
                .orElseThrow(() -> new StackFailure(
                        spans.isEmpty()
                                ? "There is no trace " + id + ". Only the newest are kept, about 16 MiB a service."
                                : "More than one trace id begins with " + id + "."));
    }

    private static void print(SpanTree tree, PrintWriter out) {
        RecordedSpan first = tree.spans().getFirst();
        Duration whole = tree.spans().stream()
                .map(span -> Duration.between(first.start(), span.end()))
                .max(Duration::compareTo)
                .orElseThrow();
        out.printf(
                Locale.ROOT,
                "trace %s  %s  %.1f ms  %d steps%n",
                tree.traceId(),
                first.start(),
                millis(whole),
                tree.spans().size());
        tree.roots().forEach(root -> print(tree, root, "", out));
    }

    private static void print(SpanTree tree, RecordedSpan span, String indent, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%9.1f %9.1f ms  %-12s  %s%s%s%s%n",
                millis(Duration.between(tree.spans().getFirst().start(), span.start())),
                millis(span.duration()),
                span.service(),
                indent,
                span.name(),
                span.failed() ? "  FAILED" : "",
                span.equals(tree.slowest()) ? "  <-- slowest" : "");
        tree.below(span).forEach(child -> print(tree, child, indent + "  ", out));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
