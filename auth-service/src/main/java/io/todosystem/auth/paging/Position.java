package io.todosystem.auth.paging;

import java.time.Instant;
import java.util.UUID;

/** The last row of a page; the next page begins below it. */
public record Position(Instant createdAt, UUID id) {
    static final Position START = new Position(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

    static Position parse(String text) {
        String[] parts = text.split(" ", 2);
        return new Position(Instant.parse(parts[0]), UUID.fromString(parts[1]));
    }

    String text() {
        return createdAt + " " + id;
    }
}
