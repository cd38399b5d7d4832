package io.todosystem.bench.gateway;

import io.todosystem.bench.harness.Round;
import io.todosystem.bench.harness.Side;
import io.todosystem.bench.harness.VoidRound;
import io.todosystem.bench.load.ClosedSide;
import io.todosystem.bench.load.Load;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same reads while something else goes on, whose first moment, with nobody waiting yet, does not count. */
final class ReadsBeside implements Side {
    static final Duration LEAD = Duration.ofSeconds(2);

    private final String name;
    private final ClosedSide reads;
    private final double rate;
    private final Load other;
    private final int callers;
    private final List<Round> others = new ArrayList<>();

    ReadsBeside(String name, ClosedSide reads, double rate, Load other, int callers) {
        this.name = name;
        this.reads = reads;
        this.rate = rate;
        this.other = other;
        this.callers = callers;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Round run(Duration length) throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Round> beside = thread.submit(() -> other.closed(callers, length.plus(LEAD), List.of()));
            Thread.sleep(LEAD);
            Round round = reads.load().open(reads.callers(), rate, length, reads.servers());
            Round done = beside.get();
            if (done.operations() + done.failed() == 0) {
                throw new VoidRound(name + ": nothing else went on");
            }
            others.add(done);
            return round;
        }
    }

    /** What the other did, round by round. */
    List<Round> others() {
        return List.copyOf(others);
    }
}
