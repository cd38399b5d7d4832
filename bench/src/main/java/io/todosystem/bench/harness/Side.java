package io.todosystem.bench.harness;

import java.time.Duration;

/** One of the programs that are compared. */
public interface Side {
    String name();

    /**
     * Works for about {@code length} and says what was done; a side that has a fixed amount of work may take as long as
     * that takes.
     *
     * @throws VoidRound if what was answered, or stored, is not what was asked for: the pair is measured again
     */
    Round run(Duration length) throws Exception;
}
