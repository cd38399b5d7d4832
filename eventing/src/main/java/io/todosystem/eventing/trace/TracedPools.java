package io.todosystem.eventing.trace;

import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.jdbc.datasource.JdbcTelemetry;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** Spans for statements, commits and rollbacks. Values are parameters and so in no statement's text. */
@Singleton
@Order(Ordered.HIGHEST_PRECEDENCE) // Below what Micronaut puts around a pool, which it sometimes takes off again.
final class TracedPools implements BeanCreatedEventListener<DataSource> {
    private final BeanProvider<OpenTelemetry> telemetry;

    TracedPools(BeanProvider<OpenTelemetry> telemetry) {
        this.telemetry = telemetry;
    }

    @Override
    public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
        DataSource pool = event.getBean();
        JdbcTelemetry tracing = JdbcTelemetry.builder(telemetry.get())
                .setDataSourceInstrumenterEnabled(false)
                .setTransactionInstrumenterEnabled(true)
                .build();
        return new TracedPool(pool, tracing.wrap(pool));
    }
}
