package io.todosystem.bench.load;

import io.todosystem.bench.harness.Round;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** The words between a load generator and whoever tells it what to do. */
final class Wire {
    static final String READY = "ready";
    static final String CLOSED = "closed";
    static final String OPEN = "open";
    static final String FAILED = "failed";

    private Wire() {}

    static String write(Round round) {
        ByteBuffer buffer = ByteBuffer.allocate(round.latencies().getNeededByteBufferCapacity());
        int length = round.latencies().encodeIntoCompressedByteBuffer(buffer);
        String failures = round.failures().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
        return round.elapsed().toNanos() + " "
                + Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length)) + " " + failures;
    }

    static Round read(String line) throws DataFormatException {
        String[] parts = line.split(" ", -1);
        Histogram latencies = Histogram.decodeFromCompressedByteBuffer(
                ByteBuffer.wrap(Base64.getDecoder().decode(parts[1])), 0);
        Map<String, Long> failures = new TreeMap<>();
        if (!parts[2].isEmpty()) {
            for (String failure : parts[2].split(",", -1)) {
                String[] pair = failure.split("=", 2);
                failures.put(pair[0], Long.valueOf(pair[1]));
            }
        }
        return new Round(
                latencies.getTotalCount(),
                failures,
                Duration.ofNanos(Long.parseLong(parts[0])),
                latencies,
                Duration.ZERO);
    }
}
