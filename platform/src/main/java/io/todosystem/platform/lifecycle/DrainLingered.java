package io.todosystem.platform.lifecycle;

/**
 * Published once, when an HTTP server that drains has lingered. Whoever takes connections takes none from now on; those
 * that are there may ask for {@code todo.drain.closing} more.
 */
public record DrainLingered() {}
