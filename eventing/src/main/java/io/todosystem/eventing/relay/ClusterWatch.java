package io.todosystem.eventing.relay;

import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A producer's serializer of keys, since that is told which cluster the producer talks to. When another cluster answers
 * at the address, {@code onChange} runs on the producer's own thread before that sends anything there.
 */
final class ClusterWatch extends StringSerializer implements ClusterResourceListener {
    private final Runnable onChange;
    private volatile String cluster = "";

    ClusterWatch(Runnable onChange) {
        this.onChange = onChange;
    }

    /** Empty until the producer has heard of one. */
    String cluster() {
        return cluster;
    }

    @Override
    public void onUpdate(ClusterResource resource) {
        var before = cluster;
        var now = resource.clusterId();
        if (now != null && !now.equals(before)) {
            cluster = now;
            if (!before.isEmpty()) {
                onChange.run();
            }
        }
    }
}
