package io.todosystem.auth.key;

import java.time.Instant;

/** The key that signs, or is going to, and since when. */
public record Rotation(String keyId, Instant signsFrom) {}
