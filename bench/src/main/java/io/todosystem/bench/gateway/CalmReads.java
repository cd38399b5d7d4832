package io.todosystem.bench.gateway;

import io.todosystem.bench.harness.Round;
import io.todosystem.bench.harness.Side;
import io.todosystem.bench.load.ClosedSide;
import java.time.Duration;

/** Reads at a fixed rate, a quarter of what the system can answer. */
record CalmReads(ClosedSide reads, double rate) implements Side {
    @Override
    public String name() {
        return "reads, calm";
    }

    @Override
    public Round run(Duration length) throws Exception {
        return reads.load().open(reads.callers(), rate, length, reads.servers());
    }
}
