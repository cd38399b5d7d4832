package io.todosystem.bff.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The link to the next page of a list. */
public final class Pages {
    private Pages() {}

    /** Adds {@code Link: <…>; rel="next"} to a page that has a next one: the same query with its token. */
    public static void link(HttpRequest<?> request, MutableHttpResponse<?> response, String nextPageToken) {
        if (!nextPageToken.isEmpty()) {
            response.header("Link", "<" + next(request, nextPageToken) + ">; rel=\"next\"");
        }
    }

    private static String next(HttpRequest<?> request, String nextPageToken) {
        var query = request.getUri().getRawQuery();
        var others = Arrays.stream((query == null ? "" : query).split("&"))
                .filter(parameter -> !parameter.isEmpty() && !parameter.startsWith("page_token="))
                .map(parameter -> parameter + "&")
                .collect(Collectors.joining());
        var token = URLEncoder.encode(nextPageToken, StandardCharsets.UTF_8);
        return request.getUri().getRawPath() + "?" + others + "page_token=" + token;
    }
}
