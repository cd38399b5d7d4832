package io.todosystem.eventing.relay;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/** What became of one row that was handed to Kafka. */
sealed interface Delivery {
    OutboxRow row();

    /** Kafka confirmed it. */
    record Sent(OutboxRow row) implements Delivery {}

    /** Kafka will never take it as it is. */
    record Refused(OutboxRow row, Exception cause) implements Delivery {}

    /** Kafka, or this topic, is away; whether the record arrived is not known. */
    record Unavailable(OutboxRow row, Exception cause) implements Delivery {}

    static Delivery failed(OutboxRow row, Exception cause) {
        return isRefusal(cause) ? new Refused(row, cause) : new Unavailable(row, cause);
    }

    private static boolean isRefusal(Exception cause) {
        return cause instanceof RecordTooLargeException
                || cause instanceof RecordBatchTooLargeException
                || cause instanceof InvalidTopicException
                || cause instanceof SerializationException
                || cause instanceof InvalidRecordException;
    }
}
