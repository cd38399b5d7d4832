package io.todosystem.platform.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.util.ReentryGuard;
import ch.qos.logback.core.util.ReentryGuardFactory;
import ch.qos.logback.core.util.ReentryGuardFactory.GuardType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Writes lines some at a time: a write to the system for each, one after the other, holds up whoever is busy.
 *
 * <p>A line is out after 100 ms at the latest, a warning at once with all before it, and so is every line from the
 * moment at which the process is told to end. SIGTERM loses nothing; SIGKILL loses what the last 100 ms had to say.
 */
final class BatchedConsole extends OutputStreamAppender<ILoggingEvent> {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int BYTES = 64 * 1024;

    private final OutputStream lines;
    private volatile boolean ending;

    BatchedConsole(OutputStream target) {
        lines = new BufferedOutputStream(target, BYTES);
    }

    @Override
    public void start() {
        setImmediateFlush(false);
        setOutputStream(lines);
        super.start();
        Thread.ofPlatform().name("log-flush").daemon().start(this::flushAgainAndAgain);
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "log-end"));
    }

    /** What is said while a line is written would be written inside of it, and be said again for that, without end. */
    @Override
    protected ReentryGuard buildReentryGuard() {
        return ReentryGuardFactory.makeGuard(GuardType.THREAD_LOCAL);
    }

    @Override
    protected void append(ILoggingEvent event) {
        super.append(event);
        if (ending || event.getLevel().isGreaterOrEqual(Level.WARN)) {
            flush();
        }
    }

    /** Others may still have something to say: from now on each line goes out by itself. */
    void end() {
        ending = true;
        flush();
    }

    private void flushAgainAndAgain() {
        while (isStarted()) {
            flush();
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            end();
        }
    }

    private void flush() {
        try {
            lines.flush();
        } catch (IOException e) {
            addError("The log cannot be written", e);
        }
    }
}
