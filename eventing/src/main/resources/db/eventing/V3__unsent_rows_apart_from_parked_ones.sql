-- With one index for both, the plan depends on how many rows wait: after an outage each row was compared with all others.
DROP INDEX outbox_unpublished;
CREATE INDEX outbox_unsent ON outbox (id) WHERE NOT published AND parked_at IS NULL;
