package io.todosystem.platform.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LoggingTest {
    private final LoggerContext loggers = configured();

    private static LoggerContext configured() {
        var loggers = new LoggerContext();
        new Logging().configure(loggers);
        return loggers;
    }

    @Test
    void ordinary_words_are_logged() {
        assertThat(loggers.getLogger("io.todosystem").getEffectiveLevel()).isEqualTo(Level.INFO);
    }

    @ParameterizedTest
    @CsvSource({
        "io.grpc.netty.shaded.io.grpc.netty.NettyClientHandler, INFO",
        "org.postgresql, INFO",
        "io.todosystem.auth, DEBUG",
        "access, DEBUG",
    })
    void debugging_is_for_our_own_words_since_libraries_write_tokens(String logger, String level) {
        Logging.setLevels(loggers, Level.DEBUG);

        assertThat(loggers.getLogger(logger).getEffectiveLevel()).isEqualTo(Level.toLevel(level));
    }

    @Test
    void warnings_alone_are_for_everybody() {
        Logging.setLevels(loggers, Level.WARN);

        assertThat(loggers.getLogger("io.todosystem").getEffectiveLevel()).isEqualTo(Level.WARN);
    }

    /** The loggers that netty's server writes a stack trace to for half a frame, a bad flag, or plain HTTP/1.1. */
    @ParameterizedTest
    @CsvSource({
        "io.grpc.netty.NettyServerStream, WARN",
        "io.grpc.netty.NettyServerHandler, WARN",
        "io.grpc.netty.NettyServerTransport.connections, INFO",
    })
    void what_a_client_breaks_in_the_protocol_is_no_word_of_ours(String logger, String level) {
        assertThat(loggers.getLogger(logger).isEnabledFor(Level.toLevel(level))).isFalse();
    }
}
