package io.todosystem.bff.http;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Times of protobuf messages. */
public final class Times {
    private Times() {}

    public static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }
}
