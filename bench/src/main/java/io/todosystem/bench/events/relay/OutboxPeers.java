package io.todosystem.bench.events.relay;

import io.todosystem.bench.events.EventStage;
import io.todosystem.bench.events.Talk;
import io.todosystem.bench.events.relay.Backlog.Peers;
import io.todosystem.bench.harness.Side;
import io.todosystem.localstack.Project;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Libraries that people use instead, each a module of its own in {@code bench/peers}. */
enum OutboxPeers {
    NAMASTACK(
            "namastack",
            "Namastack",
            "SELECT count(*) FROM outbox_record WHERE status = 'NEW'",
            "SELECT (extract(epoch FROM max(completed_at)) * 1000000)::bigint FROM outbox_record"),
    /** Deletes what is sent. */
    GRUELBOX("gruelbox", "Gruelbox", "SELECT count(*) FROM txno_outbox", Backlog.CLOCK);

    private final String program;
    private final String main;
    private final String unmarked;
    private final String lastMarked;

    OutboxPeers(String program, String main, String unmarked, String lastMarked) {
        this.program = program;
        this.main = "io.todosystem.bench.peers." + program + "." + main;
        this.unmarked = unmarked;
        this.lastMarked = lastMarked;
    }

    static List<Side> sides(EventStage stage, int rows) throws Exception {
        List<Side> sides = new ArrayList<>();
        for (var peer : values()) {
            sides.add(new DrainSide(
                    stage,
                    peer.program,
                    peer.start(stage, peer.main),
                    new Peers(peer.unmarked, peer.lastMarked),
                    rows));
        }
        return sides;
    }

    Talk startWithDefaults(EventStage stage) throws Exception {
        return start(stage, main + "$WithDefaults");
    }

    private Talk start(EventStage stage, String mainClass) throws Exception {
        return stage.program(program, classPath(), mainClass);
    }

    private List<Path> classPath() {
        var target = Project.ofThisBuild().folder().resolve("bench/peers/" + program + "/target");
        return List.of(target.resolve("todo-bench-peer-" + program + "-0.1.0-SNAPSHOT.jar"), target.resolve("lib/*"));
    }
}
