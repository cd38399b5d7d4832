CREATE TYPE task_state AS ENUM ('OPEN', 'DONE', 'CANCELLED');

-- Rising: tasks are sorted by it.
CREATE TYPE task_priority AS ENUM ('NONE', 'LOW', 'MEDIUM', 'HIGH', 'URGENT');

-- `sequence` counts the changes of the list and of everything in it. A change takes its number first and holds the row to
-- its commit, so numbers have no gap and become visible in their order. The free space keeps the counter's updates on
-- the row's page.
CREATE TABLE lists (
    id         UUID        PRIMARY KEY,
    owner_id   UUID        NOT NULL,
    inbox      BOOLEAN     NOT NULL,
    sequence   BIGINT      NOT NULL CHECK (sequence > 0),
    created_at TIMESTAMPTZ NOT NULL
) WITH (fillfactor = 50);

CREATE UNIQUE INDEX lists_one_inbox ON lists (owner_id) WHERE inbox;

-- A deleted task stays as a tombstone. `due_order` is the local time that sorting by due compares: a date counts as the
-- end of its day.
CREATE TABLE tasks (
    id           UUID          PRIMARY KEY,
    list_id      UUID          NOT NULL REFERENCES lists,
    title        TEXT          NOT NULL CHECK (char_length(title) BETWEEN 1 AND 500),
    description  TEXT          NOT NULL CHECK (octet_length(description) <= 16384),
    priority     task_priority NOT NULL,
    state        task_state    NOT NULL,
    due_date     DATE,
    due_time     TIMESTAMP,
    due_zone     TEXT,
    due_order    TIMESTAMP     GENERATED ALWAYS AS (coalesce(due_time, due_date + TIME '23:59:59.999999')) STORED,
    tags         TEXT[]        NOT NULL CHECK (cardinality(tags) <= 50),
    version      BIGINT        NOT NULL CHECK (version > 0),
    created_at   TIMESTAMPTZ   NOT NULL,
    updated_at   TIMESTAMPTZ   NOT NULL,
    completed_at TIMESTAMPTZ,
    deleted_at   TIMESTAMPTZ,
    CHECK (due_date IS NULL OR due_time IS NULL),
    CHECK ((due_time IS NULL) = (due_zone IS NULL)),
    CHECK ((state = 'DONE') = (completed_at IS NOT NULL))
) WITH (fillfactor = 85);

-- The only index beside the key: pages in any other order sort the rows of one list, and a change that touches no
-- indexed column stays on its page.
CREATE INDEX tasks_by_creation ON tasks (list_id, created_at, id) WHERE deleted_at IS NULL;

-- Every state that a task has had. `state` is the task after the change: the last one equals its row, and it is the
-- answer that a repeated request gets.
CREATE TABLE task_history (
    task_id    UUID        NOT NULL REFERENCES tasks,
    version    BIGINT      NOT NULL,
    list_id    UUID        NOT NULL,
    sequence   BIGINT      NOT NULL,
    action     TEXT        NOT NULL,
    actor_id   UUID        NOT NULL,
    request_id TEXT        NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    state      JSONB       NOT NULL,
    PRIMARY KEY (task_id, version)
);

-- The proto3 JSON of a google.protobuf.Timestamp.
CREATE FUNCTION json_time(instant TIMESTAMPTZ) RETURNS TEXT LANGUAGE sql STABLE AS $$
    SELECT to_char(instant AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

-- The proto3 JSON of todo.events.v1.TaskSnapshot.
CREATE FUNCTION task_snapshot(task tasks, owner_id UUID) RETURNS JSONB LANGUAGE sql STABLE AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'id', task.id,
        'listId', task.list_id,
        'ownerId', owner_id,
        'title', task.title,
        'description', task.description,
        'priority', task.priority,
        'state', task.state,
        'due', CASE WHEN task.due_order IS NOT NULL THEN jsonb_build_object(
            'date', to_char(task.due_date, 'YYYY-MM-DD'),
            'time', to_char(task.due_time, 'YYYY-MM-DD"T"HH24:MI:SS'),
            'zone', task.due_zone) END,
        'tags', task.tags,
        'version', task.version::text,
        'createTime', json_time(task.created_at),
        'updateTime', json_time(task.updated_at),
        'completeTime', json_time(task.completed_at),
        'deleteTime', json_time(task.deleted_at)))
$$;

-- The proto3 JSON of todo.events.v1.ListSnapshot.
CREATE FUNCTION list_snapshot(list lists) RETURNS JSONB LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object('id', list.id, 'ownerId', list.owner_id, 'inbox', list.inbox)
$$;
