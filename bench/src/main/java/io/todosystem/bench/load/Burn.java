package io.todosystem.bench.load;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps processors busy, one a caller, walking through as much memory as a password hash does. */
public final class Burn implements Workload {
    private static final int LONGS = 47 * 1024 * 1024 / Long.BYTES;

    private final ThreadLocal<long[]> memory = ThreadLocal.withInitial(() -> new long[LONGS]);

    public Burn(Map<String, String> settings) {
        if (!settings.isEmpty()) {
            throw new IllegalArgumentException("nothing can be set: " + settings);
        }
    }

    @Override
    public CompletionStage<?> start(int caller) {
        long[] block = memory.get();
        long mixed = caller;
        for (int i = 0; i < LONGS; i++) {
            int other = (int) Math.floorMod(mixed, (long) LONGS);
            mixed = Long.rotateLeft(mixed * 0x9E3779B97F4A7C15L + block[other], 31);
            block[i] ^= mixed;
        }
        return CompletableFuture.completedFuture(mixed);
    }

    @Override
    public void close() {
        memory.remove();
    }
}
