package io.todosystem.platform.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;

/**
 * The levels of the loggers while the process runs; a restart has those of {@link Logging} again.
 *
 * <p>Only our own loggers may say more than INFO: what libraries write there holds tokens and addresses.
 */
@Singleton
final class LogLevels {
    /** With all below them. */
    static final Set<String> OURS = Set.of("io.todosystem", "access");

    private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    /** What a logger had before it was changed for the first time; empty if it inherited. */
    private final Map<String, Optional<Level>> before = new ConcurrentHashMap<>();

    /** Those that have a level of their own, by name. */
    Map<String, String> levels() {
        Map<String, String> levels = new TreeMap<>();
        for (Logger logger : loggers.getLoggerList()) {
            if (logger.getLevel() != null) {
                levels.put(logger.getName(), logger.getLevel().toString());
            }
        }
        return levels;
    }

    /** False if this logger may not say so much. */
    synchronized boolean set(String name, Level level) {
        if (!level.isGreaterOrEqual(Level.INFO) && !isOurs(name)) {
            return false;
        }
        Logger logger = loggers.getLogger(name);
        before.putIfAbsent(name, Optional.ofNullable(logger.getLevel()));
        logger.setLevel(level);
        return true;
    }

    synchronized void reset(String name) {
        Optional<Level> first = before.remove(name);
        if (first != null) {
            loggers.getLogger(name).setLevel(first.orElse(null));
        }
    }

    private static boolean isOurs(String name) {
        return OURS.stream().anyMatch(ours -> name.equals(ours) || name.startsWith(ours + "."));
    }
}
