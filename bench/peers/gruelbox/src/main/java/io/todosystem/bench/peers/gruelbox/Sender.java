package io.todosystem.bench.peers.gruelbox;

/** What is scheduled: a call of this. */
public interface Sender {
    void send(String key, int number, String text);
}
