package io.todosystem.platform.config;

import io.micronaut.context.exceptions.ConfigurationException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says in one sentence why a process cannot start, for the reasons that whoever runs it can mend. */
final class StartFailure {
    private static final Pattern PLACEHOLDER = Pattern.compile("Could not resolve placeholder \\$\\{([^}:]+)");
    private static final Pattern MISSING = Pattern.compile("property value \\[([\\w.-]+)]\\. Property doesn't exist");
    private static final Pattern INVALID = Pattern.compile("constraint violations:\\[\\s+(?:[\\w$]+\\.)*(\\w+) - (.+)");
    private static final Pattern PREFIX =
            Pattern.compile("@i\\.m\\.c\\.a\\.ConfigurationProperties\\(\"([\\w.-]+)\"\\)");
    private static final Pattern ADDRESS = Pattern.compile("[^ ]*:\\d{1,5}");

    private StartFailure() {}

    static Optional<String> sentence(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null && chain.size() < 32; cause = cause.getCause()) {
            chain.add(cause);
        }
        // The innermost cause knows best.
        return chain.reversed().stream()
                .map(cause -> sentenceOf(cause, chain))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static @Nullable String sentenceOf(Throwable cause, List<Throwable> chain) {
        String message = Objects.requireNonNullElse(cause.getMessage(), "");
        Matcher placeholder = PLACEHOLDER.matcher(message);
        if (placeholder.find()) {
            return placeholder.group(1) + " is required and not set";
        }
        Matcher missing = MISSING.matcher(message);
        if (missing.find()) {
            return missing.group(1) + " is required and not set";
        }
        Matcher invalid = INVALID.matcher(message);
        if (invalid.find()) {
            return keyOf(invalid.group(1), message) + " " + invalid.group(2);
        }
        return switch (cause) {
            case BindException _ -> "Cannot listen on " + address(chain) + ": the port is in use";
            case ConfigurationException _ -> message;
            // A record that checks itself names its key.
            case IllegalArgumentException _ when message.startsWith(KnownKeys.PREFIX) -> message;
            default -> null;
        };
    }

    /** The record's component as it is written in configuration. */
    private static String keyOf(String component, String message) {
        String key = component.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
        Matcher prefix = PREFIX.matcher(message);
        return prefix.results()
                .map(found -> found.group(1) + "." + key)
                .reduce((_, last) -> last)
                .orElse(key);
    }

    private static String address(List<Throwable> chain) {
        return chain.stream()
                .map(cause -> ADDRESS.matcher(Objects.requireNonNullElse(cause.getMessage(), "")))
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst()
                .orElse("the configured port");
    }
}
