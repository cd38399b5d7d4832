package io.todosystem.platform.telemetry;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;

/**
 * Which traces are kept and where they go, {@code todo.tracing.*}. Without an endpoint and a file none is kept; log
 * lines, problem documents and events carry trace ids all the same.
 *
 * @param ratio of the traces, 0 to 1, the same in every process; {@code ./todo up} keeps all
 * @param key any text, the same in every process and known to nobody outside: which ids are drawn depends on it. Empty: who
 *     reads the source can choose ids of which all are kept
 * @param otlpEndpoint of a collector that takes OTLP over gRPC, such as {@code http://otel:4317}; empty: none
 * @param file to which spans are written as lines of OTLP JSON, at most 16 MiB with its predecessor {@code FILE.1}; empty:
 *     none
 */
@ConfigurationProperties("todo.tracing")
record TracingSettings(
        @Bindable(defaultValue = "0.1") @DecimalMin("0") @DecimalMax("1")
        double ratio,

        @Bindable(defaultValue = "") String key,
        @Bindable(defaultValue = "") String otlpEndpoint,
        @Bindable(defaultValue = "") String file) {
    boolean exports() {
        return !otlpEndpoint.isEmpty() || !file.isEmpty();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "TracingSettings[" + ratio + ", " + otlpEndpoint + ", " + file + "]";
    }
}
