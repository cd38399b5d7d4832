package io.todosystem.notification.feed;

import com.google.protobuf.Timestamp;
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
                .setCreateTime(Timestamp.newBuilder()
                        .setSeconds(createTime.getEpochSecond())
                        .setNanos(createTime.getNano()))
                .setSequence(sequence)
                .build();
    }
}
