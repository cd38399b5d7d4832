package io.todosystem.bench.events.relay;

import io.todosystem.bench.events.EventStage;
import io.todosystem.bench.events.EventStage.Database;
import io.todosystem.bench.events.Talk;
import io.todosystem.bench.events.Topic;
import io.todosystem.bench.harness.Round;
import io.todosystem.bench.harness.Side;
import io.todosystem.bench.harness.VoidRound;
import io.todosystem.bench.stage.Processor;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A relay that finds its table full. The time runs from the moment it is told to the last row marked by the database's
 * clock; all rows must be marked, and as many records be in the topic, each event once and in the order of its key.
 */
final class DrainSide implements Side {
    private static final long LOOK_NANOS = 20_000_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String name;
    private final Talk program;
    private final Backlog backlog;
    private final int rows;
    private final Database database;
    private final Topic topic;
    private final List<Long> processes;

    DrainSide(EventStage stage, String name, Talk program, Backlog backlog, int rows) {
        this.name = name;
        this.program = program;
        this.backlog = backlog;
        this.rows = rows;
        this.database = stage.database(name);
        this.topic = stage.stage().opened(stage.topic(name));
        this.processes = new ArrayList<>(stage.engines());
        processes.add(program.pid());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Round run(Duration length) throws Exception {
        try (var loaded = backlog.load(database, program, name, rows)) {
            database.execute("CHECKPOINT");
            topic.begin();
            var processor = Processor.of(processes);
            var start = database.ask(Backlog.CLOCK);
            loaded.release();
            var unused = program.ask("wake");
            await();
            var end = database.ask(backlog.lastMarked());
            var round = Round.of(rows, Duration.ofNanos((end - start) * 1_000), processor.since());
            topic.verify(rows);
            return round;
        }
    }

    private void await() throws SQLException, VoidRound {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (topic.came() < rows || database.ask(backlog.unmarked()) > 0) {
            if (System.nanoTime() > deadline) {
                throw new VoidRound(name + " did not send " + rows + " rows in " + PATIENCE);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
