package io.todosystem.bff.http;

import io.micronaut.http.HttpStatus;
import io.todosystem.bff.problem.Refusal;
import java.util.Locale;
import java.util.regex.Pattern;

/** An id in a path. */
public final class PathId {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private PathId() {}

    /** The id as services write it; what cannot be one is 404 with the code of an unknown one. */
    public static String of(String text, String notFound) {
        var id = text.toLowerCase(Locale.ROOT);
        if (!UUID.matcher(id).matches()) {
            throw new Refusal(HttpStatus.NOT_FOUND, notFound, "There is nothing with this id.");
        }
        return id;
    }
}
