-- As in eventing: a BRIN index finds nothing any more once the pages of deleted rows are used again.
DROP INDEX notification_create_time;
CREATE INDEX notification_create_time ON notification (create_time);
