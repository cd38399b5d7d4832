package io.todosystem.e2e.faults;

import io.todosystem.e2e.Stack;
import java.time.Duration;

/** One test: its load, its faults and what it found, said in one line. */
public final class Scene implements AutoCloseable {
    private final Stack stack;
    private final Load load;
    private final Promises promises;

    private Scene(Stack stack, Load load, Inside inside) {
        this.stack = stack;
        this.load = load;
        this.promises = new Promises(inside);
    }

    /** Everything runs and the writers have begun. */
    static Scene of(Stack stack) {
        return of(stack, Inside.of(stack.local()));
    }

    /** The same for a system whose insides are seen in another way. */
    public static Scene of(Stack stack, Inside inside) {
        stack.recover();
        return new Scene(stack, Load.start(stack), inside);
    }

    static Scene of(Stack stack, Load load) {
        return new Scene(stack, load, Inside.of(stack.local()));
    }

    Load load() {
        return load;
    }

    /** Returns when something of each user has come out at the other end: from then on there is a stream to break. */
    void awaitFlow() {
        promises.awaitFlow(load);
    }

    /** Ends the load, waits until all of it is told, and counts. Answers how long the telling took. */
    public Duration settle() {
        load.end();
        var told = promises.awaitTold(load);
        promises.hold(load);
        return told;
    }

    /** For the log of the test. */
    public void say(String what, Object... arguments) {
        int changes = load.acknowledged().values().stream()
                .mapToInt(java.util.List::size)
                .sum();
        System.out.printf(
                "%s; %d changes, each stored once and told once, longest wait for an answer %d ms, refused %s, broken %s%n",
                what.formatted(arguments), changes, load.longest().toMillis(), load.refusals(), load.breaks());
    }

    @Override
    public void close() {
        load.abandon();
        stack.recover();
    }
}
