package io.todosystem.bench.harness;

import java.time.Duration;

/** How often and how long. */
public record Plan(int pairs, Duration round, Duration warmUp) {
    private static final int MAX_AGAIN = 3;

    /** What {@code ./todo bench} does. */
    public static final Plan STANDARD = new Plan(5, Duration.ofSeconds(5), Duration.ofSeconds(5));
    /** {@code --full}. */
    public static final Plan FULL = new Plan(7, Duration.ofSeconds(15), Duration.ofSeconds(10));
    /** {@code --quick}: shows that everything works and measures nothing. */
    public static final Plan QUICK = new Plan(2, Duration.ofSeconds(1), Duration.ofSeconds(1));

    /** How often one pair may be measured again. */
    int maxAgain() {
        return MAX_AGAIN;
    }

    /** The same number of rounds; they and the warm-up take at most so long. */
    public Plan noLongerThan(Duration length) {
        return new Plan(pairs, shorter(length, round), shorter(length, warmUp));
    }

    /** As much time in more and shorter rounds: what the machine does meanwhile is more alike for all sides of a turn. */
    public Plan inRoundsOf(Duration length) {
        Duration shorter = shorter(length, round);
        return new Plan(Math.toIntExact(pairs * round.dividedBy(shorter)), shorter, warmUp);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
