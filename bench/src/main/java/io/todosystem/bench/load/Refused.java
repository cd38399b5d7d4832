package io.todosystem.bench.load;

/** A call that was answered, with something else than was wanted. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String by;

    /** @param by what came instead, in one word: it is counted under that */
    public Refused(String by) {
        super(by);
        this.by = by;
    }

    String by() {
        return by;
    }
}
