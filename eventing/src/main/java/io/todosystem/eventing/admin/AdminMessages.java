package io.todosystem.eventing.admin;

import io.todosystem.platform.clock.Times;
import io.todosystem.proto.admin.v1.DeadLetter;
import io.todosystem.proto.admin.v1.ParkedRow;

/** Rows as their messages. */
final class AdminMessages {
    private AdminMessages() {}

    static DeadLetter of(io.todosystem.eventing.consumer.DeadLetter letter) {
        return DeadLetter.newBuilder()
                .setId(letter.id())
                .setConsumer(letter.consumer())
                .setEventId(letter.eventId().map(Object::toString).orElse(""))
                .setType(letter.type())
                .setTopic(letter.topic())
                .setPartition(letter.partition())
                .setOffset(letter.offset())
                .setKey(letter.key())
                .setError(letter.error())
                .setAttempts(letter.attempts())
                .setFailTime(Times.timestamp(letter.failedAt()))
                .build();
    }

    static ParkedRow of(io.todosystem.eventing.outbox.ParkedRow row) {
        return ParkedRow.newBuilder()
                .setId(row.id())
                .setEventId(row.eventId().toString())
                .setTopic(row.topic())
                .setKey(row.key())
                .setType(row.type())
                .setParkTime(Times.timestamp(row.parkedAt()))
                .setAttempts(row.attempts())
                .setLastError(row.lastError())
                .build();
    }
}
