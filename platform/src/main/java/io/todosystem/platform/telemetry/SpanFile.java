package io.todosystem.platform.telemetry;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import io.opentelemetry.exporter.logging.otlp.OtlpJsonLoggingSpanExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.slf4j.LoggerFactory;

/** Spans as lines of OTLP JSON in a file and its predecessor, together at most 16 MiB. */
final class SpanFile {
    private static final FileSize HALF = FileSize.valueOf("8MB");

    private SpanFile() {}

    /** OpenTelemetry writes to a logger; that logger writes to the file and nowhere else. */
    static SpanExporter exporter(String file) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers) {
            Logger logger = loggers.getLogger(OtlpJsonLoggingSpanExporter.class);
            logger.detachAndStopAllAppenders();
            logger.addAppender(appender(loggers, file));
            logger.setAdditive(false);
        }
        return OtlpJsonLoggingSpanExporter.create();
    }

    private static RollingFileAppender<ILoggingEvent> appender(LoggerContext loggers, String file) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(loggers);
        appender.setName("spans");
        appender.setFile(file);
        appender.setEncoder(lines(loggers));
        FixedWindowRollingPolicy predecessor = new FixedWindowRollingPolicy();
        predecessor.setContext(loggers);
        predecessor.setFileNamePattern(file + ".%i");
        predecessor.setMinIndex(1);
        predecessor.setMaxIndex(1);
        predecessor.setParent(appender);
        predecessor.start();
        appender.setRollingPolicy(predecessor);
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(loggers);
        size.setMaxFileSize(HALF);
        size.setCheckIncrement(Duration.buildByMilliseconds(0)); // A line is many spans, a minute thousands of lines.
        size.start();
        appender.setTriggeringPolicy(size);
        appender.start();
        return appender;
    }

    private static PatternLayoutEncoder lines(LoggerContext loggers) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(loggers);
        encoder.setPattern("%msg%n%nopex");
        encoder.start();
        return encoder;
    }
}
