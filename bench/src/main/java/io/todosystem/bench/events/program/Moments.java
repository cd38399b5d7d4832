package io.todosystem.bench.events.program;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLongArray;

/** When each of many numbered events happened, by the machine's monotonic clock, which all its processes share. */
public final class Moments {
    private final AtomicLongArray nanos;

    public Moments(int events) {
        nanos = new AtomicLongArray(events);
    }

    /** The first time counts. */
    public boolean happened(int event) {
        return happened(event, System.nanoTime());
    }

    public boolean happened(int event, long nanoTime) {
        return nanos.compareAndSet(event, 0, nanoTime);
    }

    public void write(Path file) throws IOException {
        var bytes = ByteBuffer.allocate(nanos.length() * Long.BYTES);
        for (var event = 0; event < nanos.length(); event++) {
            bytes.putLong(nanos.get(event));
        }
        Files.write(file, bytes.array());
    }

    /** One value an event; 0 for what never happened. */
    public static long[] read(Path file) throws IOException {
        var longs = ByteBuffer.wrap(Files.readAllBytes(file)).asLongBuffer();
        var values = new long[longs.remaining()];
        longs.get(values);
        return values;
    }
}
