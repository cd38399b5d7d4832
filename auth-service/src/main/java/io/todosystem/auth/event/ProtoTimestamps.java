package io.todosystem.auth.event;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Moments as the contracts write them. */
public final class ProtoTimestamps {
    private ProtoTimestamps() {}

    public static Timestamp of(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
