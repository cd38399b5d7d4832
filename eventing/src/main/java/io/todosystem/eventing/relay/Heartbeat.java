package io.todosystem.eventing.relay;

import java.sql.SQLException;

/**
 * Shows the server of the relay's lock that the relay lives, and finds out that the lock is lost before more is sent.
 * To be given often; most beats do nothing.
 */
@FunctionalInterface
interface Heartbeat {
    void beat() throws SQLException;
}
