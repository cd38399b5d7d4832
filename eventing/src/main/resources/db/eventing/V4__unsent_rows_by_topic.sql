-- With Kafka or a topic away, all its rows were read again and again in search of those of other topics.
DROP INDEX outbox_unsent;
CREATE INDEX outbox_unsent ON outbox (topic, id) WHERE NOT published AND parked_at IS NULL;
