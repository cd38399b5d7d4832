package io.todosystem.bench.harness;

/** What was counted afterwards is not what was asked for, so the round says nothing. */
public final class VoidRound extends Exception {
    private static final long serialVersionUID = 1;

    public VoidRound(String reason) {
        super(reason);
    }
}
