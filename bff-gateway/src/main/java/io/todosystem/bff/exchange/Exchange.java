package io.todosystem.bff.exchange;

import io.micronaut.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What every answer carries and leaves in the log, also one to what could not be read as a request. */
public final class Exchange {
    public static final String REQUEST_ID = "X-Request-Id";

    /** Headers that keep browsers from guessing; an answer may say otherwise. */
    public static final Map<String, String> DEFAULTS = Map.of(
            HttpHeaders.CACHE_CONTROL,
            "no-store",
            "X-Content-Type-Options",
            "nosniff",
            "Content-Security-Policy",
            "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private static final Set<String> ABOUT_THE_PROCESS =
            Set.of("/health", "/health/liveness", "/health/readiness", "/prometheus");

    private static final Logger LOG = LoggerFactory.getLogger("access");

    private Exchange() {}

    public static void log(String method, String path, int status, Duration duration) {
        LOG.atLevel(isAboutTheProcess(path) ? Level.DEBUG : Level.INFO)
                .addKeyValue("method", method)
                .addKeyValue("path", path)
                .addKeyValue("status", status)
                .addKeyValue("duration_ms", duration.toMillis())
                .log("{} {} {}", method, path, status);
    }

    /** Machines ask this all the time, and whoever watches must be answered when nobody else is. */
    public static boolean isAboutTheProcess(String path) {
        return ABOUT_THE_PROCESS.contains(path);
    }
}
