package io.todosystem.tasks.grpc;

import io.todosystem.platform.failure.Failure;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A version in double quotes. */
final class Etags {
    private static final Pattern SYNTAX = Pattern.compile("\"(0|[1-9][0-9]{0,17})\"");

    private Etags() {}

    static String of(long version) {
        return '"' + Long.toString(version) + '"';
    }

    /** Null if none is demanded. */
    static @Nullable Long version(String etag) {
        if (etag.isEmpty()) {
            return null;
        }
        var matcher = SYNTAX.matcher(etag);
        if (!matcher.matches()) {
            throw Failure.invalid("etag", "must be a version in double quotes, such as \"3\"");
        }
        return Long.valueOf(matcher.group(1));
    }
}
