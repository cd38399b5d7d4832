package io.todosystem.localstack.supervise;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * A process that the stack consists of.
 *
 * @param name what people call it
 * @param launch prepares its folder and says how to run it; called before each start
 * @param ready finishes the start and answers whether it serves; an exception other than a {@code StackFailure} means
 *     "not yet". Called until it answers true, so it must be repeatable
 * @param stop how it is asked to end
 * @param grace how long it may take to end before it is killed
 */
public record Component(
        String name, Callable<Launch> launch, Callable<Boolean> ready, StopSignal stop, Duration grace) {

    /** How a process is asked to end. */
    public enum StopSignal {
        /** The usual one. */
        TERM,
        /** PostgreSQL ends at once with it; with TERM it would wait for its clients. */
        INT;

        void send(ProcessHandle process) {
            if (this == TERM || !interrupt(process.pid())) {
                boolean _ = process.destroy();
            }
        }

        private static boolean interrupt(long pid) {
            try {
                Process _ = new ProcessBuilder("kill", "-INT", Long.toString(pid)).start();
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }
}
