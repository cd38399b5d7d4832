package io.todosystem.bench.peers.namastack;

/** What is scheduled. */
public record TaskEvent(String key, int number, String text) {}
