package io.todosystem.platform.lifecycle;

/**
 * Published once, when an HTTP server that drains has lingered: from now on it takes no new connection, and whoever has one
 * may ask for {@link DrainSettings#closing} more.
 */
public record DrainLingered() {}
