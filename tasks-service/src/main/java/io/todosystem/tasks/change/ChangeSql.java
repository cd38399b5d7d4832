package io.todosystem.tasks.change;

/**
 * The two statements that change tasks: claim of the request id, the list's number, the task's row, history and outbox
 * in one round trip. Each part selects from the part before it, so locks are taken in that order, and nothing after a
 * part happens if that part was refused. The answer is the recorded change, or no row.
 *
 * <p>A part that waits for another transaction goes on with the row as that one left it: {@code UPDATE} and {@code ON
 * CONFLICT} check and compute anew. Only what the snapshot of the statement hides (a state that was right just now, a
 * task that was just made) can refuse a change that would be allowed; {@link Changes} then tries again.
 */
final class ChangeSql {
    private static final String GIVEN = """
            WITH given AS (
                SELECT ?::text AS caller, ?::text AS rpc, ?::text AS request_id, ?::bytea AS request_hash,
                       ?::uuid AS actor_id, ?::timestamptz AS at, ?::jsonb AS headers, ?::uuid AS event_id,
                       ?::uuid AS new_list_id, ?::uuid AS list_event_id,
                       ?::text AS action, ?::uuid AS task_id, ?::bigint AS expected_version,
                       ?::task_state[] AS from_states, ?::task_state AS to_state,
                       ?::text AS title, ?::text AS description, ?::task_priority AS priority,
                       ?::boolean AS sets_due, ?::date AS due_date, ?::timestamp AS due_time, ?::text AS due_zone,
                       ?::text[] AS tags
            ),
            claim AS (
                INSERT INTO idempotency (caller, rpc, request_id, request_hash, response)
                SELECT caller, rpc, request_id, request_hash, uuid_send(task_id) FROM given
                ON CONFLICT DO NOTHING
                RETURNING request_id
            ),
            """;

    /** A new list has published itself under number 1 when its first task takes number 2. */
    private static final String INTO_INBOX = """
            counter AS (
                INSERT INTO lists AS list (id, owner_id, inbox, sequence, created_at)
                SELECT new_list_id, actor_id, true, 2, at FROM claim, given
                ON CONFLICT (owner_id) WHERE inbox DO UPDATE SET sequence = list.sequence + 1
                RETURNING list
            ),
            changed AS (
                INSERT INTO tasks AS task (id, list_id, title, description, priority, state,
                                           due_date, due_time, due_zone, tags, version, created_at, updated_at)
                SELECT task_id, (list).id, title, description, priority, to_state,
                       due_date, due_time, due_zone, tags, 1, at, at
                FROM counter, given
                ON CONFLICT (id) DO NOTHING
                RETURNING task
            ),
            """;

    /**
     * A deleted task has no state to start from. (As {@code deleted_at IS NULL} the condition would allow a plan, made
     * while the table is small, that reads all of tasks_by_creation.)
     */
    private static final String IN_PLACE = """
            counter AS (
                UPDATE lists AS list SET sequence = list.sequence + 1
                FROM claim, given, tasks AS task
                WHERE task.id = given.task_id AND list.id = task.list_id AND list.owner_id = given.actor_id
                RETURNING list
            ),
            changed AS (
                UPDATE tasks AS task SET
                    title = coalesce(given.title, task.title),
                    description = coalesce(given.description, task.description),
                    priority = coalesce(given.priority, task.priority),
                    due_date = CASE WHEN given.sets_due THEN given.due_date ELSE task.due_date END,
                    due_time = CASE WHEN given.sets_due THEN given.due_time ELSE task.due_time END,
                    due_zone = CASE WHEN given.sets_due THEN given.due_zone ELSE task.due_zone END,
                    tags = coalesce(given.tags, task.tags),
                    state = coalesce(given.to_state, task.state),
                    version = task.version + 1,
                    updated_at = greatest(task.updated_at, given.at),
                    completed_at = CASE WHEN given.to_state IS NULL THEN task.completed_at
                                        WHEN given.to_state = 'DONE' THEN greatest(task.updated_at, given.at) END,
                    deleted_at = CASE WHEN given.action = 'deleted' THEN greatest(task.updated_at, given.at) END
                FROM counter, given
                WHERE task.id = given.task_id
                  AND task.list_id = (list).id
                  AND CASE WHEN task.deleted_at IS NULL THEN task.state END = ANY (given.from_states)
                  AND (given.expected_version IS NULL OR task.version = given.expected_version)
                  AND (given.action <> 'updated'
                       OR task.title <> given.title OR task.description <> given.description
                       OR task.priority <> given.priority OR task.tags <> given.tags
                       OR given.sets_due AND (task.due_date, task.due_time, task.due_zone)
                                             IS DISTINCT FROM (given.due_date, given.due_time, given.due_zone))
                RETURNING task
            ),
            """;

    private static final String RECORDED = """
            recorded AS (
                INSERT INTO task_history (task_id, version, list_id, sequence, action, actor_id, request_id, changed_at,
                                          state)
                SELECT (task).id, (task).version, (list).id, (list).sequence, action, actor_id, request_id,
                       (task).updated_at, task_snapshot(task, (list).owner_id)
                FROM changed, counter, given
                RETURNING list_id, sequence, state
            ),
            published AS (
                INSERT INTO outbox (event_id, topic, event_key, event_type, aggregate_type, aggregate_id, sequence,
                                    payload, headers)
                SELECT event_id, 'task-events', list_id, type, aggregate, aggregate_id, sequence, subject || actor,
                       headers
                FROM (
                    SELECT list_event_id, 'list.created', 'list', (list).id::text, 1::bigint,
                           jsonb_build_object('list', list_snapshot(list))
                    FROM recorded, counter, given WHERE (list).id = new_list_id
                    UNION ALL
                    SELECT event_id, 'task.' || action, 'task', task_id::text, sequence,
                           jsonb_build_object('task', state)
                    FROM recorded, given
                ) AS event (event_id, type, aggregate, aggregate_id, sequence, subject),
                (
                    SELECT list_id::text, headers, jsonb_build_object('actorId', actor_id) AS actor
                    FROM recorded, given
                ) AS common
                ORDER BY sequence
            )
            SELECT list_id, sequence, state FROM recorded""";

    static final String CREATE = GIVEN + INTO_INBOX + RECORDED;
    static final String CHANGE = GIVEN + IN_PLACE + RECORDED;

    /** The change that a request made: its answer, for whoever repeats the request. */
    static final String MADE_BY_REQUEST = """
            SELECT list_id, sequence, state FROM task_history
            WHERE task_id = ? AND actor_id = ? AND action = ? AND request_id = ?
            ORDER BY version DESC LIMIT 1""";

    private ChangeSql() {}
}
