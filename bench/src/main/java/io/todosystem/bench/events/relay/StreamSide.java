package io.todosystem.bench.events.relay;

import io.todosystem.bench.events.EventStage;
import io.todosystem.bench.events.Talk;
import io.todosystem.bench.events.program.Moments;
import io.todosystem.bench.harness.Round;
import io.todosystem.bench.harness.Side;
import io.todosystem.bench.harness.VoidRound;
import io.todosystem.bench.stage.Processor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * A writer at a steady rate and a reader of its topic. What is timed is the way from one to the other. Every event must
 * come once and in the order of its key, unless the side is one that may be late: then what has not come counts as if
 * it came when the reader stopped waiting.
 */
final class StreamSide implements Side {
    private static final int PATIENCE_SECONDS = 20;

    private final EventStage stage;
    private final String name;
    private final Talk writer;
    private final Talk reader;
    private final int rate;
    private final int lateSeconds;

    private StreamSide(EventStage stage, String name, Talk writer, Talk reader, int rate, int lateSeconds) {
        this.stage = stage;
        this.name = name;
        this.writer = writer;
        this.reader = reader;
        this.rate = rate;
        this.lateSeconds = lateSeconds;
    }

    static StreamSide of(EventStage stage, String name, Talk writer, int rate) throws Exception {
        return new StreamSide(stage, name, writer, stage.beside(name, Reader.class.getName()), rate, 0);
    }

    /** One that may be late: the reader waits so long for it. */
    static StreamSide late(EventStage stage, String name, Talk writer, int rate, int seconds) throws Exception {
        return new StreamSide(stage, name, writer, stage.beside(name, Reader.class.getName()), rate, seconds);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Round run(Duration length) throws Exception {
        var count = Math.toIntExact(rate * length.toSeconds());
        var written = stage.file(name + "-written");
        var came = stage.file(name + "-came");
        List<Long> processes = new ArrayList<>(stage.engines());
        processes.addAll(List.of(writer.pid(), reader.pid()));
        var processor = Processor.of(processes);
        var ignored = reader.ask("begin " + count);
        ignored = writer.ask("write %d %d %s".formatted(rate, count, written));
        var counts = reader.ask("end %d %s".formatted(lateSeconds == 0 ? PATIENCE_SECONDS : lateSeconds, came));
        var end = System.nanoTime();
        var time = processor.since();
        if (lateSeconds == 0 && !counts.equals(count + " 0 0")) {
            throw new VoidRound(name + ": of " + count + " events came, came again, were out of order: " + counts);
        }
        if (lateSeconds > 0) {
            ignored = writer.ask("clear");
        }
        return round(Moments.read(written), Moments.read(came), end, time);
    }

    private static Round round(long[] written, long[] came, long end, Duration processor) {
        var latencies = new Histogram(3);
        var first = Long.MAX_VALUE;
        var last = 0L;
        for (var event = 0; event < written.length; event++) {
            var arrival = came[event] == 0 ? end : came[event];
            latencies.recordValue(Math.max(1, arrival - written[event]));
            first = Math.min(first, written[event]);
            last = Math.max(last, written[event]);
        }
        return new Round(written.length, Map.of(), Duration.ofNanos(last - first), latencies, processor);
    }
}
