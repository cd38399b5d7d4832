package io.todosystem.platform.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.Objects;

/** Tells of which version this process is: {@code todo.build.info}, always 1. */
@Singleton
final class BuildInfo implements MeterBinder {
    @Override
    public void bindTo(MeterRegistry registry) {
        String version = BuildInfo.class.getPackage().getImplementationVersion();
        Gauge.builder("todo.build.info", () -> 1)
                .description("The version that runs")
                .tag("version", Objects.requireNonNullElse(version, "unpackaged"))
                .register(registry);
    }
}
