package io.todosystem.platform.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names one request in every log line, through all processes that it crosses.
 *
 * <p>Kept if the caller sent a plain one, made otherwise. It is for people who read logs; nothing may depend on it.
 */
public final class RequestId {
    public static final Context.Key<String> KEY = Context.key("request-id");

    public static final Metadata.Key<String> HEADER = Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /** The one given, or a new one if that is missing or could spoil a log. */
    public static String keepOrMake(@Nullable String given) {
        return given != null && isPlain(given) ? given : UUID.randomUUID().toString();
    }

    public static boolean isPlain(String given) {
        return PLAIN.matcher(given).matches();
    }
}
