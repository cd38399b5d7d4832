package io.todosystem.bff.admin;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.micronaut.http.HttpStatus;
import io.todosystem.bff.problem.Refusal;
import io.todosystem.platform.grpc.Channels;
import io.todosystem.proto.admin.v1.AdminServiceGrpc;
import io.todosystem.proto.admin.v1.AdminServiceGrpc.AdminServiceBlockingStub;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The services that have events to look after. Lists go through them one by one, in the order of their names. */
@Singleton
final class OperatedServices {
    static final String DESCRIPTION = "Only of this service: auth, notification or tasks.";
    private static final List<String> NAMES = List.of("auth", "notification", "tasks");
    private static final long SECONDS = 3;

    private final SortedMap<String, AdminServiceBlockingStub> stubs = new TreeMap<>();

    OperatedServices(Channels channels) {
        NAMES.forEach(name -> stubs.put(name, AdminServiceGrpc.newBlockingStub(channels.onBehalf(name))));
    }

    /** Who has this; 404 with {@code notFound} if there is no such service. */
    AdminServiceBlockingStub of(OperatedId id, String notFound) {
        var stub = stubs.get(id.service());
        if (stub == null) {
            throw new Refusal(HttpStatus.NOT_FOUND, notFound, "There is nothing with this id.");
        }
        return stub;
    }

    /** A page of one service, or across all of them; then one that cannot answer is named and left out. */
    <T> Page<T> page(@Nullable String service, int size, @Nullable String pageToken, Source<T> source) {
        if (service != null && !stubs.containsKey(service)) {
            throw Refusal.invalid("service", "must be auth, notification or tasks");
        }
        var position = Position.of(pageToken);
        List<T> items = new ArrayList<>();
        List<String> degraded = new ArrayList<>();
        for (var one : stubs.tailMap(position.service()).entrySet()) {
            var name = one.getKey();
            if (service != null && !service.equals(name)) {
                continue;
            }
            if (items.size() == size) {
                return new Page<>(items, degraded, new Position(name, "").token());
            }
            try {
                var stub = one.getValue().withDeadlineAfter(SECONDS, TimeUnit.SECONDS);
                var part = source.page(name, stub, size - items.size(), position.tokenOf(name));
                items.addAll(part.items());
                if (!part.nextPageToken().isEmpty()) {
                    return new Page<>(items, degraded, new Position(name, part.nextPageToken()).token());
                }
            } catch (StatusRuntimeException e) {
                if (service != null || !isAway(e)) {
                    throw e;
                }
                degraded.add(name);
            }
        }
        return new Page<>(items, degraded, "");
    }

    private static boolean isAway(StatusRuntimeException failure) {
        var code = failure.getStatus().getCode();
        return code == Code.UNAVAILABLE || code == Code.DEADLINE_EXCEEDED;
    }

    /** Asks one service for a page. */
    @FunctionalInterface
    interface Source<T> {
        Part<T> page(String service, AdminServiceBlockingStub stub, int size, String pageToken);
    }

    record Part<T>(List<T> items, String nextPageToken) {}

    record Page<T>(List<T> items, List<String> degraded, String nextPageToken) {}

    /** Where a page begins: a service and its own token. */
    private record Position(String service, String ownToken) {
        static Position of(@Nullable String pageToken) {
            if (pageToken == null || pageToken.isEmpty()) {
                return new Position("", "");
            }
            var dot = pageToken.indexOf('.');
            if (dot < 0 || !NAMES.contains(pageToken.substring(0, dot))) {
                throw new Refusal(
                        HttpStatus.BAD_REQUEST, "INVALID_PAGE_TOKEN", "page_token must be of an earlier page.");
            }
            return new Position(pageToken.substring(0, dot), pageToken.substring(dot + 1));
        }

        String token() {
            return service + "." + ownToken;
        }

        String tokenOf(String name) {
            return name.equals(service) ? ownToken : "";
        }
    }
}
