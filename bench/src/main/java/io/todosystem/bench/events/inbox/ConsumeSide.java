package io.todosystem.bench.events.inbox;

import io.todosystem.bench.events.EventStage;
import io.todosystem.bench.events.EventStage.Database;
import io.todosystem.bench.events.Talk;
import io.todosystem.bench.events.Topic;
import io.todosystem.bench.harness.Round;
import io.todosystem.bench.harness.Side;
import io.todosystem.bench.harness.VoidRound;
import io.todosystem.bench.stage.Processor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that makes rows of a number of events, which wait in its topic unless it makes them up. Each event must
 * then have one row in the inbox and one effect.
 */
final class ConsumeSide implements Side {
    private final String name;
    private final Talk program;
    private final int events;
    private final Database database;
    private final Topic topic;
    private final boolean consumes;
    private final List<Long> processes;

    ConsumeSide(EventStage stage, String name, Class<?> main, int events, boolean consumes) throws Exception {
        this.name = name;
        this.program = stage.program(name, main.getName());
        this.events = events;
        this.database = stage.database(name);
        this.topic = stage.stage().opened(stage.topic(name));
        this.consumes = consumes;
        this.processes = new ArrayList<>(stage.engines());
        processes.add(program.pid());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Round run(Duration length) throws Exception {
        database.execute("TRUNCATE effects, inbox");
        database.execute("CHECKPOINT");
        if (consumes) {
            topic.fill(events);
        }
        var processor = Processor.of(processes);
        var nanos = Long.parseLong(program.ask("consume " + events));
        var round = Round.of(events, Duration.ofNanos(nanos), processor.since());
        var effects = database.ask("SELECT count(*) FROM effects");
        var claimed = database.ask("SELECT count(*) FROM inbox");
        if (effects != events || claimed != events) {
            throw new VoidRound("%s: of %d events %d have an effect and %d are in the inbox"
                    .formatted(name, events, effects, claimed));
        }
        return round;
    }
}
