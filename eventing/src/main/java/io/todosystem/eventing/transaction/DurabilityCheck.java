package io.todosystem.eventing.transaction;

import io.micronaut.context.event.StartupEvent;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;

/** Refuses to run on a PostgreSQL that confirms commits before they are safe: an outbox there would lose events. */
@Singleton
final class DurabilityCheck {
    private static final List<String> SETTINGS = List.of("fsync", "synchronous_commit");

    private final Transactions transactions;

    DurabilityCheck(Transactions transactions) {
        this.transactions = transactions;
    }

    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void start(StartupEvent event) {
        transactions.inTransactionDo(tx -> {
            for (var setting : SETTINGS) {
                requireOn(tx, setting);
            }
        });
    }

    private static void requireOn(Tx tx, String setting) throws SQLException {
        try (var statement = tx.connection().createStatement();
                var rows = statement.executeQuery("SHOW " + setting)) {
            if (!rows.next() || "off".equals(rows.getString(1))) {
                throw new ConfigurationException(
                        "PostgreSQL runs with " + setting + " = off and would lose commits: turn it on");
            }
        }
    }
}
