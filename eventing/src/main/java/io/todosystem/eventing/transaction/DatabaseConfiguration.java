package io.todosystem.eventing.transaction;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How long the database may take. They hold on every pooled connection, so that no statement runs without a bound.
 *
 * @param connectionTimeout wait for a free connection; below the deadline of an RPC, so that its caller is told why
 * @param statementTimeout of one statement; a call with less than half of it left is given what is left
 * @param lockTimeout wait for another transaction's row, below {@code statement-timeout}
 * @param idleInTransactionTimeout after which the server ends a transaction that does nothing
 */
@ConfigurationProperties("todo.database")
record DatabaseConfiguration(
        @Bindable(defaultValue = "2s") Duration connectionTimeout,
        @Bindable(defaultValue = "5s") Duration statementTimeout,
        @Bindable(defaultValue = "1s") Duration lockTimeout,
        @Bindable(defaultValue = "10s") Duration idleInTransactionTimeout) {
    DatabaseConfiguration {
        if (connectionTimeout.compareTo(Duration.ofMillis(250)) < 0
                || connectionTimeout.compareTo(Duration.ofSeconds(4)) > 0) {
            throw new IllegalArgumentException("todo.database.connection-timeout must be 250 ms to 4 s");
        }
        requireTimeout("statement-timeout", statementTimeout);
        requireTimeout("lock-timeout", lockTimeout);
        requireTimeout("idle-in-transaction-timeout", idleInTransactionTimeout);
        if (lockTimeout.compareTo(statementTimeout) >= 0) {
            // Else a lost race would look like a database that is away.
            throw new IllegalArgumentException("todo.database.lock-timeout must be below the statement-timeout");
        }
    }

    private static void requireTimeout(String name, Duration timeout) {
        if (timeout.compareTo(Duration.ofMillis(100)) < 0 || timeout.compareTo(Duration.ofSeconds(30)) > 0) {
            throw new IllegalArgumentException("todo.database." + name + " must be 100 ms to 30 s");
        }
    }
}
