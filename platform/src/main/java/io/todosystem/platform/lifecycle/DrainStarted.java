package io.todosystem.platform.lifecycle;

/**
 * Published once, before a process waits for the work it has begun: whatever would never end by itself, like a stream,
 * ends now. Listeners run one after the other and must be quick.
 */
public record DrainStarted() {}
