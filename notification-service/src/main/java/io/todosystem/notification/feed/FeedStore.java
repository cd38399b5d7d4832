package io.todosystem.notification.feed;

import io.todosystem.eventing.transaction.Tx;
import io.todosystem.notification.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The SQL of feeds. Every change takes its user's row of table {@code feed} first and holds it to the commit: sequences
 * have no gap and become visible in their order, and the unread counter moves with the rows it counts.
 */
@Singleton
final class FeedStore {

    /** Puts a notification at the end of its user's feed. */
    FeedEntry append(Tx tx, UUID id, Notice notice, Instant now) throws SQLException {
        return Sql.list(
                        tx,
                        FeedStore::entry,
                        """
                        WITH counter AS (
                            INSERT INTO feed (user_id, sequence, unread_count) VALUES (?, 1, 1)
                            ON CONFLICT (user_id) DO UPDATE
                            SET sequence = feed.sequence + 1, unread_count = feed.unread_count + 1
                            RETURNING user_id, sequence)
                        INSERT INTO notification (user_id, sequence, id, kind, title, body, subject_id, create_time)
                        SELECT user_id, sequence, ?, ?, ?, ?, ?, ? FROM counter
                        RETURNING *
                        """,
                        notice.userId(),
                        id,
                        notice.kind(),
                        notice.title(),
                        notice.body(),
                        notice.subjectId(),
                        now)
                .getFirst();
    }

    /** Up to {@code limit} entries before a sequence, newest first, and how many are unread in all at that moment. */
    FeedPage before(Connection connection, UUID userId, long sequence, boolean unreadOnly, int limit)
            throws SQLException {
        List<PageRow> rows = Sql.list(
                connection, PageRow::of, """
                SELECT feed.unread_count, entry.* FROM feed
                LEFT JOIN LATERAL (
                    SELECT * FROM notification
                    WHERE user_id = feed.user_id AND sequence < ? %s
                    ORDER BY sequence DESC LIMIT ?) entry ON true
                WHERE feed.user_id = ?
                ORDER BY entry.sequence DESC
                """.formatted(unreadOnly ? "AND NOT read" : ""), sequence, limit, userId);
        return new FeedPage(
                rows.stream().map(PageRow::entry).flatMap(Optional::stream).toList(),
                rows.isEmpty() ? 0 : rows.getFirst().unreadCount());
    }

    /** Up to {@code limit} entries after a sequence, oldest first. */
    List<FeedEntry> after(Connection connection, UUID userId, long sequence, int limit) throws SQLException {
        return Sql.list(
                connection,
                FeedStore::entry,
                "SELECT * FROM notification WHERE user_id = ? AND sequence > ? ORDER BY sequence LIMIT ?",
                userId,
                sequence,
                limit);
    }

    long unreadCount(Connection connection, UUID userId) throws SQLException {
        return Sql.first(connection, row -> row.getLong(1), "SELECT unread_count FROM feed WHERE user_id = ?", userId)
                .orElse(0L);
    }

    /** The newest sequence of each of these users who has a feed. */
    Map<UUID, Long> sequences(Connection connection, Collection<UUID> userIds) throws SQLException {
        var sequences = new HashMap<UUID, Long>();
        Sql.list(
                connection,
                row -> sequences.put(row.getObject(1, UUID.class), row.getLong(2)),
                "SELECT user_id, sequence FROM feed WHERE user_id = ANY (?)",
                userIds);
        return sequences;
    }

    /** The entry, read from now on; empty if the user has none of this id. */
    Optional<FeedEntry> markRead(Tx tx, UUID userId, UUID id) throws SQLException {
        lock(tx, userId);
        int marked = Sql.update(
                tx, "UPDATE notification SET read = true WHERE user_id = ? AND id = ? AND NOT read", userId, id);
        Sql.update(tx, "UPDATE feed SET unread_count = unread_count - ? WHERE user_id = ?", marked, userId);
        return Sql.first(tx, FeedStore::entry, "SELECT * FROM notification WHERE user_id = ? AND id = ?", userId, id);
    }

    /** How many were unread before. */
    long markAllRead(Tx tx, UUID userId) throws SQLException {
        lock(tx, userId);
        int marked = Sql.update(tx, "UPDATE notification SET read = true WHERE user_id = ? AND NOT read", userId);
        Sql.update(tx, "UPDATE feed SET unread_count = unread_count - ? WHERE user_id = ?", marked, userId);
        return marked;
    }

    /** In a statement of its own, so that the next one sees what the holder before committed. */
    static void lock(Tx tx, UUID userId) throws SQLException {
        Sql.first(tx, row -> row.getInt(1), "SELECT 1 FROM feed WHERE user_id = ? FOR UPDATE", userId);
    }

    /** In the order of the ids; a feed that is not there yet is made, since its counter is what is locked. */
    void lockAll(Tx tx, Collection<UUID> userIds) throws SQLException {
        Sql.update(
                tx,
                "INSERT INTO feed (user_id, sequence, unread_count) SELECT id, 0, 0 FROM unnest(?::uuid[]) AS id"
                        + " ORDER BY id ON CONFLICT DO NOTHING",
                userIds);
        Sql.list(
                tx,
                row -> row.getInt(1),
                "SELECT 1 FROM feed WHERE user_id = ANY (?) ORDER BY user_id FOR UPDATE",
                userIds);
    }

    private static FeedEntry entry(ResultSet row) throws SQLException {
        var notice = new Notice(
                row.getObject("user_id", UUID.class),
                row.getString("kind"),
                row.getString("title"),
                row.getString("body"),
                row.getObject("subject_id", UUID.class));
        return new FeedEntry(
                row.getObject("id", UUID.class),
                row.getLong("sequence"),
                row.getBoolean("read"),
                Sql.instant(row, "create_time"),
                notice);
    }

    /** A feed's counter stands in each row of its page; an empty page is one row without an entry. */
    private record PageRow(long unreadCount, Optional<FeedEntry> entry) {
        static PageRow of(ResultSet row) throws SQLException {
            return new PageRow(
                    row.getLong("unread_count"),
                    row.getObject("id") == null ? Optional.empty() : Optional.of(FeedStore.entry(row)));
        }
    }
}
