-- One row a user: the counter of the feed. Whoever changes a feed locks this row first, so sequences have no gap, are
-- committed in their order, and unread_count always equals the number of unread notifications.
CREATE TABLE feed (
    user_id      UUID   PRIMARY KEY,
    sequence     BIGINT NOT NULL CHECK (sequence >= 0),
    unread_count BIGINT NOT NULL CHECK (unread_count >= 0)
);

CREATE TABLE notification (
    user_id     UUID        NOT NULL REFERENCES feed,
    sequence    BIGINT      NOT NULL,
    id          UUID        NOT NULL UNIQUE,
    kind        TEXT        NOT NULL,
    title       TEXT        NOT NULL,
    body        TEXT        NOT NULL,
    subject_id  UUID        NOT NULL,
    read        BOOLEAN     NOT NULL DEFAULT false,
    create_time TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (user_id, sequence)
);

CREATE INDEX notification_unread ON notification (user_id, sequence) WHERE NOT read;

-- One row for each message that leaves the platform about a notification.
-- PENDING: to be tried at due_time. A worker that takes it adds one to attempts and moves due_time to the end of its
-- lease; only the attempt that is still the newest may write the outcome. headers: the trace and the request that it
-- follows from.
CREATE TABLE delivery (
    id              UUID        PRIMARY KEY,
    notification_id UUID        NOT NULL REFERENCES notification (id) ON DELETE CASCADE,
    user_id         UUID        NOT NULL,
    channel         TEXT        NOT NULL CHECK (channel IN ('mail')),
    state           TEXT        NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'SENT', 'FAILED', 'DROPPED')),
    attempts        INTEGER     NOT NULL DEFAULT 0,
    due_time        TIMESTAMPTZ NOT NULL,
    create_time     TIMESTAMPTZ NOT NULL,
    end_time        TIMESTAMPTZ,
    reason          TEXT        NOT NULL DEFAULT '',
    headers         JSONB       NOT NULL,
    UNIQUE (notification_id, channel)
);

CREATE INDEX delivery_due ON delivery (due_time) WHERE state = 'PENDING';

-- One row a user: the counter of what notification-events says about the user's deliveries.
CREATE TABLE delivery_stream (
    user_id  UUID   PRIMARY KEY,
    sequence BIGINT NOT NULL
);
