package io.todosystem.e2e.faults;

import io.todosystem.e2e.Stack;
import java.time.Duration;

/** One test: its load, its faults and what it found, said in one line. */
final class Scene implements AutoCloseable {
    private final Stack stack;
    private final Load load;

    private Scene(Stack stack, Load load) {
        this.stack = stack;
        this.load = load;
    }

    /** Everything runs and the writers have begun. */
    static Scene of(Stack stack) {
        stack.recover();
        return new Scene(stack, Load.start(stack));
    }

    static Scene of(Stack stack, Load load) {
        return new Scene(stack, load);
    }

    Load load() {
        return load;
    }

    /** Ends the load, waits until all of it is told, and counts. Answers how long the telling took. */
    Duration settle() {
        load.end();
        var promises = new Promises(stack);
        var told = promises.awaitTold(load);
        promises.hold(load);
        return told;
    }

    /** For the log of the test. */
    void say(String what, Object... arguments) {
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
