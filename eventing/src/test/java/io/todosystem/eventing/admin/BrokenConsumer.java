package io.todosystem.eventing.admin;

import io.todosystem.eventing.consumer.ConsumedEvent;
import io.todosystem.eventing.consumer.EventConsumer;
import io.todosystem.eventing.transaction.Tx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Fails until it is repaired. */
final class BrokenConsumer implements EventConsumer {
    final List<Long> handled = new CopyOnWriteArrayList<>();
    volatile boolean broken;
    private final String topic;

    BrokenConsumer(String topic) {
        this.topic = topic;
    }

    @Override
    public String group() {
        return "broken";
    }

    @Override
    public Set<String> topics() {
        return Set.of(topic);
    }

    @Override
    public void handle(Tx tx, ConsumedEvent event) {
        if (broken) {
            throw new IllegalStateException("told to fail");
        }
        handled.add(event.sequence());
    }
}
