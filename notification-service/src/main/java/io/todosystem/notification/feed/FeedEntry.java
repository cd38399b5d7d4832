package io.todosystem.notification.feed;

import io.todosystem.platform.clock.Times;
import io.todosystem.proto.notifications.v1.Notification;
import java.time.Instant;
import java.util.UUID;

/** A notification in its user's feed. */
public record FeedEntry(UUID id, long sequence, boolean read, Instant createTime, Notice notice) {

    Notification toProto() {
        return Notification.newBuilder()
                .setId(id.toString())
                .setKind(notice.kind())
                .setTitle(notice.title())
                .setBody(notice.body())
                .setRead(read)
                .setSubjectId(notice.subjectId().toString())
                .setCreateTime(Times.timestamp(createTime))
                .setSequence(sequence)
                .build();
    }
}
