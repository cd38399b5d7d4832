package io.todosystem.platform.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class BatchedConsoleTest {
    private final LoggerContext loggers = new LoggerContext();
    private final Target target = new Target();
    private final BatchedConsole console = started();

    @AfterEach
    void stop() {
        console.stop();
    }

    @Test
    void many_lines_are_few_writes_and_all_of_them_come_in_their_order() {
        for (int i = 0; i < 1_000; i++) {
            say(Level.INFO, "line " + i);
        }
        await().until(() -> target.lines() == 1_000);
        assertThat(target.toString(UTF_8)).startsWith("line 0\nline 1\n").endsWith("line 998\nline 999\n");
        assertThat(target.writes.get()).isLessThan(100);
    }

    @Test
    void a_warning_is_out_at_once_with_all_before_it() {
        say(Level.INFO, "before");
        say(Level.WARN, "look");
        assertThat(target.toString(UTF_8)).isEqualTo("before\nlook\n");
    }

    @Test
    void once_the_process_ends_each_line_is_out_at_once() {
        say(Level.INFO, "before");
        console.end();
        assertThat(target.toString(UTF_8)).isEqualTo("before\n");
        say(Level.INFO, "last words");
        assertThat(target.toString(UTF_8)).isEqualTo("before\nlast words\n");
    }

    private BatchedConsole started() {
        loggers.setMDCAdapter(new LogbackMDCAdapter());
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(loggers);
        encoder.setPattern("%msg\n");
        encoder.start();
        var console = new BatchedConsole(target);
        console.setContext(loggers);
        console.setEncoder(encoder);
        console.start();
        return console;
    }

    private void say(Level level, String words) {
        var logger = loggers.getLogger("test");
        console.doAppend(new LoggingEvent("test", logger, level, words, null, null));
    }

    private static final class Target extends ByteArrayOutputStream {
        private final AtomicInteger writes = new AtomicInteger();

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            writes.incrementAndGet();
            super.write(bytes, offset, length);
        }

        synchronized int lines() {
            return (int) toString(UTF_8).chars().filter(c -> c == '\n').count();
        }
    }
}
