CREATE TABLE outbox (
    id             BIGSERIAL PRIMARY KEY,
    event_id       UUID        NOT NULL UNIQUE,
    topic          TEXT        NOT NULL,
    event_key      TEXT        NOT NULL,
    event_type     TEXT        NOT NULL,
    aggregate_type TEXT        NOT NULL,
    aggregate_id   TEXT        NOT NULL,
    sequence       BIGINT      NOT NULL,
    payload        JSONB       NOT NULL,
    headers        JSONB       NOT NULL DEFAULT '{}',
    published      BOOLEAN     NOT NULL DEFAULT false,
    created_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
    published_at   TIMESTAMPTZ,
    parked_at      TIMESTAMPTZ,
    attempts       INTEGER     NOT NULL DEFAULT 0,
    last_error     TEXT
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);

CREATE INDEX outbox_unpublished ON outbox (id) WHERE NOT published;
CREATE INDEX outbox_parked ON outbox (topic, event_key) WHERE NOT published AND parked_at IS NOT NULL;
CREATE INDEX outbox_published_at ON outbox USING brin (published_at) WITH (autosummarize = on);

CREATE TABLE inbox (
    consumer     TEXT        NOT NULL,
    event_id     UUID        NOT NULL,
    processed_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, event_id)
);

CREATE INDEX inbox_processed_at ON inbox USING brin (processed_at) WITH (autosummarize = on);

-- event_id, event_key and headers are what the record carried, as far as it could be read: an undecodable record has no
-- id. The rows of a key are replayed in the order of id.
CREATE TABLE dead_letters (
    id          BIGSERIAL PRIMARY KEY,
    consumer    TEXT        NOT NULL,
    event_id    UUID,
    topic       TEXT        NOT NULL,
    partition   INTEGER     NOT NULL,
    "offset"    BIGINT      NOT NULL,
    event_key   TEXT,
    headers     JSONB       NOT NULL,
    payload     BYTEA,
    error       TEXT        NOT NULL,
    attempts    INTEGER     NOT NULL,
    failed_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
    replayed_at TIMESTAMPTZ
);

CREATE INDEX dead_letters_open ON dead_letters (consumer, topic, event_key, id) WHERE replayed_at IS NULL;

-- What has no id the inbox cannot recognise when it comes again.
CREATE UNIQUE INDEX dead_letters_undecodable
    ON dead_letters (consumer, topic, partition, "offset", md5(coalesce(payload, ''))) WHERE event_id IS NULL;

-- response is NULL only inside the transaction that claims the row.
CREATE TABLE idempotency (
    caller       TEXT        NOT NULL,
    rpc          TEXT        NOT NULL,
    request_id   TEXT        NOT NULL,
    request_hash BYTEA       NOT NULL,
    response     BYTEA,
    created_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (caller, rpc, request_id)
);

CREATE INDEX idempotency_created_at ON idempotency USING brin (created_at) WITH (autosummarize = on);
