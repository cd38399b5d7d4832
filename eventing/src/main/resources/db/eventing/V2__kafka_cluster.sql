-- The Kafka cluster that has the outbox rows which are marked as published.
CREATE TABLE kafka_cluster (
    one        BOOLEAN     PRIMARY KEY DEFAULT true CHECK (one),
    cluster_id TEXT        NOT NULL,
    since      TIMESTAMPTZ NOT NULL DEFAULT now()
);
