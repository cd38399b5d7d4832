package io.todosystem.localstack.supervise;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.StackFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one component running for as long as somebody wants it to.
 *
 * <p>What ends by itself is started again, later each time. What {@link #stop} or {@link #kill} ended stays down until
 * {@link #start}. One thread a component does all starting, so there are never two processes of it.
 */
public final class Supervised {
    /** So many failed starts in a row end the patience of {@link #awaitReady}, though not the trying. */
    private static final int PATIENCE = 3;

    private final Component component;
    private final Home home;
    private final Consumer<String> journal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Backoff backoff = new Backoff();

    private boolean wanted;
    private boolean closed;
    private State state = State.STOPPED;
    private @Nullable Life life;
    private String failure = "is not ready";
    /** A person has to mend something first. */
    private boolean hopeless;

    private int restarts;
    /** Of the log when it was started by hand. */
    private long logLength;

    private Instant since = Instant.now();

    public Supervised(Component component, Home home, Consumer<String> journal) {
        this.component = component;
        this.home = home;
        this.journal = journal;
        Thread.ofVirtual().name("keep-" + component.name()).start(this::keep);
    }

    /** Wants it to run from now on. Returns at once; {@link #awaitReady} waits. Fails after {@link #close}. */
    public void start() {
        locked(() -> {
            if (closed) {
                throw new StackFailure(name() + " is not started: everything is being stopped.");
            }
            wanted = true;
            failure = "is not ready";
            hopeless = false;
            logLength = new LogFile(home.log(name())).length();
            backoff.forget();
        });
    }

    /** Returns when it serves. Fails when it ended three times before it did, or took longer than 90 s twice. */
    public void awaitReady() {
        Deadline deadline = Deadline.in(Life.READY_LIMIT.multipliedBy(2));
        lock.lock();
        try {
            while (state != State.READY) {
                if (!wanted || hopeless || backoff.failures() >= PATIENCE || deadline.passed()) {
                    throw new StackFailure(whyNotReady());
                }
                pause(deadline);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Asks it to end, kills it when the grace is over, and returns when it is gone. */
    public void stop() {
        awaitEnd(unwanted(doomed -> {
            become(State.STOPPING);
            doomed.askToEnd();
        }));
    }

    /** Kills it without a warning (SIGKILL) and returns when it is gone. */
    public void kill() {
        awaitEnd(unwanted(Life::kill));
    }

    /** Kills it without waiting, for a fault that hits several at once. */
    public void signalKill() {
        Optional<Life> ignored = unwanted(Life::kill);
    }

    /** Stops it and gives up its thread. */
    public void close() {
        locked(() -> closed = true);
        stop();
    }

    public String name() {
        return component.name();
    }

    public Launch launch() {
        try {
            return component.launch().call();
        } catch (Exception e) {
            throw new StackFailure(name() + " cannot be started: " + e.getMessage(), e);
        }
    }

    public Status status() {
        lock.lock();
        try {
            Optional<Long> pid = Optional.ofNullable(life).filter(Life::isAlive).map(Life::pid);
            return new Status(component.name(), state, pid, restarts, since);
        } finally {
            lock.unlock();
        }
    }

    /** Answers the life that this ends. */
    private Optional<Life> unwanted(Consumer<Life> end) {
        lock.lock();
        try {
            wanted = false;
            changed.signalAll();
            Optional<Life> doomed = Optional.ofNullable(life);
            doomed.ifPresent(end);
            return doomed;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when this life is over and no other has begun, unless somebody wants one again by then. */
    private void awaitEnd(Optional<Life> doomed) {
        Duration grace = component.grace();
        Deadline deadline = Deadline.in(grace);
        lock.lock();
        try {
            while (isLiving(doomed) || (state != State.STOPPED && !wanted)) {
                if (deadline.passed() && isLiving(doomed)) {
                    journal.accept("%s did not end within %d s and is killed".formatted(name(), grace.toSeconds()));
                    doomed.ifPresent(Life::kill);
                    deadline = Deadline.in(grace);
                }
                pause(deadline);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isLiving(Optional<Life> doomed) {
        return doomed.isPresent() && doomed.get() == life;
    }

    private void keep() {
        while (awaitWanted()) {
            String end = live();
            locked(() -> {
                life = null;
                if (wanted) {
                    failure = end;
                    restarts++;
                    become(State.RESTARTING);
                    Duration pause = backoff.next();
                    journal.accept(
                            "%s %s; it is started again in %.1f s".formatted(name(), end, pause.toMillis() / 1e3));
                    awaitPause(Deadline.in(pause));
                }
            });
        }
    }

    private boolean awaitWanted() {
        lock.lock();
        try {
            while (!wanted && !closed) {
                become(State.STOPPED);
                changed.awaitUninterruptibly();
            }
            become(wanted ? State.STARTING : State.STOPPED);
            return wanted;
        } finally {
            lock.unlock();
        }
    }

    /** One life of the process; answers what ended it. */
    private String live() {
        try (Life begun = Life.begin(component, home)) {
            locked(() -> {
                life = begun;
                if (!wanted) {
                    begun.kill();
                }
            });
            String unready = begun.awaitReady();
            if (unready != null) {
                return unready;
            }
            locked(() -> {
                if (wanted) {
                    become(State.READY);
                }
            });
            backoff.serves();
            return "ended with " + begun.awaitEnd();
        } catch (StackFailure e) {
            String sentence = "cannot be started. " + e.getMessage();
            locked(() -> {
                failure = sentence;
                hopeless = true;
            });
            return sentence;
        } catch (Throwable e) { // too many processes is an Error, and no reason to give it up
            return "cannot be started: " + e;
        }
    }

    /** A new {@link #start} ends the pause. */
    private void awaitPause(Deadline deadline) {
        int failures = backoff.failures();
        while (wanted && !deadline.passed() && backoff.failures() == failures) {
            pause(deadline);
        }
    }

    private String whyNotReady() {
        if (hopeless) {
            return name() + " " + failure;
        }
        LogFile log = new LogFile(home.log(name()));
        return name() + " " + failure + ". Its last lines:\n    " + String.join("\n    ", log.tail(15, logLength))
                + "\n  The whole log: " + log.path();
    }

    private void become(State next) {
        if (state != next) {
            state = next;
            since = Instant.now();
            changed.signalAll();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // every caller loops
    private void pause(Deadline deadline) {
        try {
            boolean _ = changed.await(Math.max(1_000_000, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("Interrupted while waiting for " + name(), e);
        }
    }

    /** What a component is doing. */
    public enum State {
        STOPPED,
        STARTING,
        READY,
        RESTARTING,
        STOPPING
    }

    /** A component at one moment. */
    public record Status(String name, State state, Optional<Long> pid, int restarts, Instant since) {}
}
