package io.todosystem.peer.spring;

import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/** The two statements that entities do not express: the claim of a request, and the next number of a list. */
interface Lists extends Repository<Rows.ListRow, UUID> {

    @Query("""
            INSERT INTO lists AS list (id, owner_id, inbox, sequence, created_at) VALUES (:id, :owner, true, 2, now())
            ON CONFLICT (owner_id) WHERE inbox DO UPDATE SET sequence = list.sequence + 1
            RETURNING id, owner_id, inbox, sequence, created_at""")
    Rows.ListRow count(UUID id, UUID owner);

    @Modifying
    @Query("""
            INSERT INTO idempotency (caller, rpc, request_id, request_hash, response)
            VALUES (:caller, 'CreateTask', :requestId, :hash, :response) ON CONFLICT DO NOTHING""")
    int claim(String caller, String requestId, byte[] hash, byte[] response);
}
