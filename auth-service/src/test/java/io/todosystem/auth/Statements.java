package io.todosystem.auth;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;

/** The SQL that RPCs run, apart from what loops of the process do meanwhile. */
final class Statements implements AutoCloseable {
    private final Logger queries = (Logger) LoggerFactory.getLogger("io.micronaut.data.query");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent line) {
            // The name of the thread is asked for here, or it would be that of whoever asks later.
            line.prepareForDeferredProcessing();
            super.append(line);
        }
    };

    Statements() {
        queries.setLevel(Level.DEBUG);
        queries.setAdditive(false);
        queries.addAppender(lines);
        lines.start();
    }

    List<String> during(Callable<?> call) throws Exception {
        lines.list.clear();
        call.call();
        return List.copyOf(lines.list).stream()
                .filter(line -> line.getThreadName().startsWith("grpc-"))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        queries.detachAppender(lines);
        queries.setAdditive(true);
        queries.setLevel(null);
    }
}
