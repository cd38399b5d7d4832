package io.todosystem.platform.telemetry;

import io.micronaut.tracing.opentelemetry.OpenTelemetryBuilderCustomizer;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The traces of every process: drawn by {@link TraceSampler}, cleared by {@link PlainSpans}, sent to a collector, a
 * file or nowhere.
 *
 * <p>Spans wait in a bounded queue for a thread of their own. A collector that is slow or gone costs spans, never a
 * request.
 */
@Singleton
final class Tracing implements OpenTelemetryBuilderCustomizer {
    private static final String CONVENTIONS = "otel.semconv-stability.opt-in";
    private static final Duration SOON = Duration.ofMillis(500);
    private static final long FAREWELL_SECONDS = 2;

    private final TracingSettings settings;
    private final TraceSampler sampler;
    private final List<SpanProcessor> processors = new ArrayList<>();

    Tracing(TracingSettings settings) {
        this.settings = settings;
        this.sampler = new TraceSampler(settings.exports() ? settings.ratio() : 0, number(settings.key()));
        // The names of database attributes that are stable since 2025; read once, when a pool is first traced.
        if (System.getProperty(CONVENTIONS) == null) {
            System.setProperty(CONVENTIONS, "database");
        }
    }

    private static long number(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    TraceSampler sampler() {
        return sampler;
    }

    @Override
    public void configure(AutoConfiguredOpenTelemetrySdkBuilder builder) {
        // No variable of OpenTelemetry's own opens a way past the list of what may go out.
        builder.disableShutdownHook()
                .addPropertiesCustomizer(_ -> Map.of("otel.traces.exporter", "none"))
                .addTracerProviderCustomizer((provider, _) -> configure(provider));
    }

    private SdkTracerProviderBuilder configure(SdkTracerProviderBuilder provider) {
        provider.setSampler(sampler);
        if (!settings.otlpEndpoint().isEmpty()) {
            add(provider, collector(settings.otlpEndpoint()));
        }
        if (!settings.file().isEmpty()) {
            add(provider, SpanFile.exporter(settings.file()));
        }
        return provider;
    }

    private void add(SdkTracerProviderBuilder provider, SpanExporter exporter) {
        SpanProcessor processor = BatchSpanProcessor.builder(new PlainSpans(exporter))
                .setScheduleDelay(SOON)
                .build();
        processors.add(processor);
        provider.addSpanProcessor(processor);
    }

    /** What it does not take at once is dropped. */
    static SpanExporter collector(String endpoint) {
        SpanExporter exporter = OtlpGrpcSpanExporter.builder()
                .setEndpoint(endpoint)
                .setRetryPolicy(null)
                .setMeterProvider(MeterProvider.noop())
                .build();
        return new ToldOnce(exporter, endpoint);
    }

    /** What has ended is written; a collector that does not answer is not waited for. */
    @PreDestroy
    void close() {
        processors.forEach(processor -> processor.shutdown().join(FAREWELL_SECONDS, TimeUnit.SECONDS));
    }
}
