package io.todosystem.bench.events.relay;

import io.todosystem.bench.events.EventStage;
import io.todosystem.bench.events.EventStage.Database;
import io.todosystem.bench.events.Talk;
import io.todosystem.bench.harness.Interval;
import io.todosystem.bench.harness.Measurement;
import io.todosystem.bench.harness.Plan;
import io.todosystem.bench.harness.Report;
import io.todosystem.bench.harness.VoidRound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Kafka is killed under writes at a steady rate and comes back: how long until all that was committed before its return
 * is sent. Every event must be with a reader once and in the order of its key.
 */
public final class AfterOutage implements Measurement {
    private static final int RATE = 300;
    private static final int BEFORE_SECONDS = 2;
    private static final int AFTER_SECONDS = 8;
    private static final double SHARE = 0.25;

    @Override
    public String name() {
        return "after-outage";
    }

    @Override
    public void run(Plan plan, Report report) throws Exception {
        var length = Math.max(2, 3 * plan.round().toSeconds());
        try (var stage = EventStage.open()) {
            var writer = stage.program("ours", OurRelay.class.getName());
            var reader = stage.beside("ours", Reader.class.getName());
            List<Double> shares = new ArrayList<>();
            for (var outage = 0; outage < Math.max(2, plan.pairs() / 2 + 1); outage++) {
                shares.add(share(stage, writer, reader, Duration.ofSeconds(length), report));
            }
            report.verdict("after-outage", Interval.of(shares), 1);
        }
    }

    /** A quarter of the outage to the time of the drain. */
    private static double share(EventStage stage, Talk writer, Talk reader, Duration length, Report report)
            throws Exception {
        var database = stage.database("ours");
        database.execute("TRUNCATE outbox");
        // Kafka's return takes some seconds too, in which the writes go on.
        var count = Math.toIntExact(RATE * (BEFORE_SECONDS + length.toSeconds() + AFTER_SECONDS));
        var ignored = reader.ask("begin " + count);
        var written = stage.file("outage-written");
        var writing =
                CompletableFuture.supplyAsync(() -> ask(writer, "write %d %d %s".formatted(RATE, count, written)));
        LockSupport.parkNanos(Duration.ofSeconds(BEFORE_SECONDS).toNanos());

        var gone = database.ask(Backlog.CLOCK);
        stage.stage().stack().kill("kafka");
        LockSupport.parkNanos(length.toNanos());
        stage.stage().stack().start("kafka");
        var back = database.ask(Backlog.CLOCK);
        var drained = drained(database, back);
        ignored = writing.join();
        var counts = reader.ask("end 30 " + stage.file("outage-came"));
        report.say("  away for %.1f s under %d writes/s, drained %.2f s after its return; came, again, disorder: %s"
                .formatted((back - gone) / 1e6, RATE, (drained - back) / 1e6, counts));
        if (!counts.startsWith(count + " ")) {
            throw new VoidRound("of " + count + " events came, came again, were out of order: " + counts);
        }
        return SHARE * (back - gone) / Math.max(1, drained - back);
    }

    /** When the last row was marked of those that were written before {@code back}; both by the database's clock. */
    private static long drained(Database database, long back) throws Exception {
        var written = "FROM outbox WHERE created_at < to_timestamp(%d / 1000000.0)".formatted(back);
        var deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (database.ask("SELECT count(*) " + written + " AND NOT published") > 0) {
            if (System.nanoTime() > deadline) {
                throw new VoidRound("the outbox was not drained within a minute");
            }
            LockSupport.parkNanos(50_000_000);
        }
        return database.ask("SELECT (extract(epoch FROM max(published_at)) * 1000000)::bigint " + written);
    }

    private static String ask(Talk program, String line) {
        try {
            return program.ask(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
