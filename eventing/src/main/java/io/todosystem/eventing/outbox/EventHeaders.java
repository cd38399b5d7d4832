package io.todosystem.eventing.outbox;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.opentelemetry.context.Context;
import io.todosystem.eventing.trace.EventTrace;
import io.todosystem.platform.grpc.RequestId;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** Where an event comes from: the current trace, the request that began it all and what caused it. */
@Singleton
public final class EventHeaders {
    public static final String TRACE_PARENT = EventTrace.HEADER;
    public static final String CORRELATION_ID = "correlationid";
    public static final String CAUSATION_ID = "causationid";

    private static final Argument<Map<String, String>> TEXTS = Argument.mapOf(String.class, String.class);

    private final JsonMapper json;
    private final Supplier<UUID> ids;

    EventHeaders(JsonMapper json, @Named("ids") Supplier<UUID> ids) {
        this.json = json;
        this.ids = ids;
    }

    /** The headers of an event that is appended now, on this thread. */
    public Map<String, String> current() {
        Map<String, String> headers = new HashMap<>();
        EventTrace.put(Context.current(), headers);
        var causation = Causation.current().orElseGet(this::request);
        headers.put(CORRELATION_ID, causation.correlationId());
        headers.put(CAUSATION_ID, causation.causationId());
        return headers;
    }

    public String write(Map<String, String> headers) {
        try {
            return json.writeValueAsString(TEXTS, headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Map<String, String> read(String headers) {
        try {
            return json.readValue(headers, TEXTS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Causation request() {
        var requestId = RequestId.KEY.get();
        var id = requestId == null ? ids.get().toString() : requestId;
        return new Causation(id, id);
    }
}
