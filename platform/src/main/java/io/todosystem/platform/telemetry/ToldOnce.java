package io.todosystem.platform.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that a collector takes no spans, and once that it takes them again; the libraries would repeat it. */
final class ToldOnce implements SpanExporter {
    private static final Logger log = LoggerFactory.getLogger(ToldOnce.class);

    private final SpanExporter exporter;
    private final String endpoint;
    private volatile boolean failing;

    ToldOnce(SpanExporter exporter, String endpoint) {
        this.exporter = exporter;
        this.endpoint = endpoint;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> settle(!result.isSuccess()));
    }

    private synchronized void settle(boolean failed) {
        if (failed && !failing) {
            log.warn("{} takes no spans; they are dropped until it does, nothing else is affected", endpoint);
        } else if (!failed && failing) {
            log.info("{} takes spans again", endpoint);
        }
        failing = failed;
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
