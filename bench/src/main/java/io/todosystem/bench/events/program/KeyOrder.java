package io.todosystem.bench.events.program;

import java.util.HashMap;
import java.util.Map;

/** Watches that the numbers of each key grow. */
public final class KeyOrder {
    private final Map<String, Long> last = new HashMap<>();
    private int broken;
    private int gaps;

    public void saw(String key, long sequence) {
        var before = last.put(key, sequence);
        if (before != null && sequence <= before) {
            broken++;
        }
        if (before != null && sequence != before + 1) {
            gaps++;
        }
    }

    /** How often a number was not above the one before. */
    public int broken() {
        return broken;
    }

    /** How often a number was not the next one. */
    public int gaps() {
        return gaps;
    }
}
