package io.todosystem.bff.limit;

import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.todosystem.bff.exchange.FilterOrder;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.limit.RateLimit.Turn;
import io.todosystem.platform.limit.UserLimit;
import java.time.Duration;

/** Counts the requests of each user, refuses what is too much, and tells with each answer how much is left. */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class UserLimitFilter {
    private static final String TURN = "todo.turn";

    private final UserLimit limit;
    private final String policy;

    UserLimitFilter(UserLimit limit) {
        this.limit = limit;
        this.policy = "\"user\";q=" + limit.quota() + ";w=" + UserLimit.PERIOD.toSeconds();
    }

    @RequestFilter
    @Order(FilterOrder.USER_LIMIT)
    void count(HttpRequest<?> request) {
        limit.take(Caller.current()).ifPresent(turn -> {
            request.setAttribute(TURN, turn);
            if (!turn.granted()) {
                throw limit.refusal(turn);
            }
        });
    }

    /** Further out than what refuses, so that a refusal tells it too. */
    @ResponseFilter
    @Order(FilterOrder.ADMISSION)
    void tell(HttpRequest<?> request, MutableHttpResponse<?> response) {
        request.getAttribute(TURN, Turn.class).ifPresent(turn -> response.header("RateLimit-Policy", policy)
                .header("RateLimit", "\"user\";r=" + turn.left() + ";t=" + seconds(turn.full())));
    }

    private static long seconds(Duration delay) {
        return delay.plusMillis(999).toSeconds();
    }
}
