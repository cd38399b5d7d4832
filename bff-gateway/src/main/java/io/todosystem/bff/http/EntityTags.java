package io.todosystem.bff.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.todosystem.bff.problem.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The entity tags of If-Match or If-None-Match (RFC 9110), without the mark of weakness.
 *
 * <p>Ours are strong, but a proxy that compresses weakens them on the way out, so {@code W/"3"} that comes back is
 * {@code "3"}.
 *
 * @param any the header is {@code *}
 * @param tags each in its double quotes
 */
public record EntityTags(boolean any, List<String> tags) {
    /** One element of the list with the comma behind it; elements may be empty. */
    private static final Pattern ELEMENT =
            Pattern.compile("[ \\t]*(?:(?:W/)?(\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\"))?[ \\t]*(?:,|$)");

    public EntityTags {
        tags = List.copyOf(tags);
    }

    /** What the change expects; empty without the header. {@link Refusal} 400 if it cannot be read. */
    public static Optional<EntityTags> ifMatch(HttpRequest<?> request) {
        return read(request, HttpHeaders.IF_MATCH);
    }

    /** Whether the caller has the representation with this tag already: the answer is 304. */
    public static boolean isKnown(HttpRequest<?> request, String etag) {
        return read(request, HttpHeaders.IF_NONE_MATCH)
                .filter(known -> known.any() || known.tags().contains(etag))
                .isPresent();
    }

    private static Optional<EntityTags> read(HttpRequest<?> request, String header) {
        var lines = request.getHeaders().getAll(header);
        return lines.isEmpty() ? Optional.empty() : Optional.of(parse(header, String.join(",", lines)));
    }

    static EntityTags parse(String header, String value) {
        if (value.strip().equals("*")) {
            return new EntityTags(true, List.of());
        }
        List<String> tags = new ArrayList<>();
        var element = ELEMENT.matcher(value);
        for (int at = 0; at < value.length(); at = element.end()) {
            if (!element.region(at, value.length()).lookingAt()) {
                throw unreadable(header);
            }
            if (element.group(1) != null) {
                tags.add(element.group(1));
            }
        }
        if (tags.isEmpty()) {
            throw unreadable(header);
        }
        return new EntityTags(false, tags);
    }

    private static Refusal unreadable(String header) {
        return new Refusal(
                HttpStatus.BAD_REQUEST,
                "INVALID_HEADER",
                header + " must be * or a list of entity tags in double quotes, as ETag gave them.");
    }
}
