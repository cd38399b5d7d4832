package io.todosystem.eventing.polling;

import io.todosystem.eventing.loop.SteadyTime;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Partitions that wait at a record while the others flow: paused and sought back, so that the poll need not wait. */
final class PausedPartitions {
    private final Consumer<?, ?> kafka;
    private final Retries retries;
    private final SteadyTime time;

    PausedPartitions(Consumer<?, ?> kafka, Retries retries, SteadyTime time) {
        this.kafka = kafka;
        this.retries = retries;
        this.time = time;
    }

    /** Whether the record that failed by itself has another try; if so its partition waits for it. */
    boolean again(TopicPartition partition, long offset) {
        var again = retries.again(partition, time.instant());
        if (again) {
            waitAt(partition, offset);
        }
        return again;
    }

    void outage(TopicPartition partition, long offset) {
        retries.outage(partition, time.instant());
        waitAt(partition, offset);
    }

    /** Whether the partition's next record failed before. */
    boolean isRetry(TopicPartition partition) {
        return retries.isRetry(partition);
    }

    void settled(TopicPartition partition) {
        retries.settled(partition);
    }

    void forget(Collection<TopicPartition> partitions) {
        retries.forget(partitions);
    }

    void resumeDue() {
        kafka.resume(retries.due(time.instant()));
    }

    /** How long a poll may last without being late for one of them. */
    Duration patience(Duration longest) {
        return retries.untilNext(time.instant(), longest);
    }

    private void waitAt(TopicPartition partition, long offset) {
        kafka.pause(List.of(partition));
        kafka.seek(partition, offset);
    }
}
