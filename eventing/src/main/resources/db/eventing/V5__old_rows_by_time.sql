-- Where deleted rows made room for new ones, a range of a BRIN index still reaches back to the oldest row it ever had: each
-- search for old rows read the whole table.
DROP INDEX outbox_published_at;
CREATE INDEX outbox_published_at ON outbox (published_at) WHERE published;
DROP INDEX inbox_processed_at;
CREATE INDEX inbox_processed_at ON inbox (processed_at);
DROP INDEX idempotency_created_at;
CREATE INDEX idempotency_created_at ON idempotency (created_at);
