package io.todosystem.auth.link;

import java.time.Duration;

/** What a link is for. */
public enum Purpose {
    VERIFY_EMAIL(Duration.ofHours(8)),
    RESET_PASSWORD(Duration.ofMinutes(30));

    private final Duration life;

    Purpose(Duration life) {
        this.life = life;
    }

    /** From when it was made. */
    public Duration life() {
        return life;
    }
}
