package io.todosystem.bff.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;

/** Answers with an entity tag: kept by the browser for this token alone, and asked again each time. */
public final class Tagged {
    private Tagged() {}

    /** 200 with the body, or 304 if the caller has it already. */
    public static <T> MutableHttpResponse<T> read(HttpRequest<?> request, String etag, T body) {
        return tag(EntityTags.isKnown(request, etag) ? HttpResponse.notModified() : HttpResponse.ok(body), etag);
    }

    public static <T> MutableHttpResponse<T> tag(MutableHttpResponse<T> response, String etag) {
        return response.header(HttpHeaders.ETAG, etag)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION);
    }
}
