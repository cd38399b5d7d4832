package io.todosystem.eventing.transaction;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Gives every pool its timeouts: sent with the connection's start, so that they cost no round trip later. */
@Singleton
final class ConnectionPoolDefaults implements BeanCreatedEventListener<DatasourceConfiguration> {
    private static final Duration START = Duration.ofSeconds(30);

    private final DatabaseConfiguration configuration;

    ConnectionPoolDefaults(DatabaseConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
        var pool = event.getBean();
        pool.setConnectionTimeout(configuration.connectionTimeout().toMillis());
        pool.setInitializationFailTimeout(START.toMillis());
        pool.setKeepaliveTime(Duration.ofMinutes(2).toMillis());
        pool.setMaxLifetime(Duration.ofMinutes(30).toMillis());
        pool.setAutoCommit(true);
        pool.addDataSourceProperty("options", serverSettings());
        pool.addDataSourceProperty("connectTimeout", "2");
        pool.addDataSourceProperty("socketTimeout", "30"); // A server that vanished without a word.
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("logServerErrorDetail", "false"); // It quotes rows, and so mail addresses, in logs.
        return pool;
    }

    private String serverSettings() {
        return "-c statement_timeout=%d -c lock_timeout=%d -c idle_in_transaction_session_timeout=%d"
                .formatted(
                        configuration.statementTimeout().toMillis(),
                        configuration.lockTimeout().toMillis(),
                        configuration.idleInTransactionTimeout().toMillis());
    }
}
