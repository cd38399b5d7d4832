package io.todosystem.bench.load;

import io.todosystem.bench.harness.Round;
import io.todosystem.bench.harness.Side;
import io.todosystem.bench.harness.VoidRound;
import java.time.Duration;
import java.util.List;

/**
 * A server under a closed loop: as many calls as it can take.
 *
 * <p>A round counts only if no call failed and, where the calls leave something behind, as much is there as was
 * answered.
 *
 * @param servers process ids whose processor time counts
 * @param left how much the calls have left behind until now
 */
public record ClosedSide(String name, Load load, int callers, List<Long> servers, Count left) implements Side {

    /** Calls that leave nothing behind. */
    public static ClosedSide reading(String name, Load load, int callers, List<Long> servers) {
        return new ClosedSide(name, load, callers, servers, Count.NOTHING);
    }

    @Override
    public Round run(Duration length) throws Exception {
        long before = left.now();
        Round round = load.closed(callers, length, servers);
        long counted = left.now() - before;
        if (round.failed() > 0) {
            throw new VoidRound(name + ": calls failed: " + round.failures());
        }
        if (left != Count.NOTHING && counted != round.operations()) {
            throw new VoidRound(
                    name + ": " + round.operations() + " calls were answered and " + counted + " are stored");
        }
        return round;
    }

    /** Counts what is stored. */
    @FunctionalInterface
    public interface Count {
        Count NOTHING = () -> 0;

        long now() throws Exception;
    }
}
