package io.todosystem.bff.health;

import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.health.v1.HealthGrpc.HealthBlockingStub;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.todosystem.bff.auth.Public;
import io.todosystem.platform.grpc.Channels;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

@Controller("/health")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "health")
final class HealthController {
    private static final List<String> CRITICAL = List.of("auth", "tasks");
    private static final List<String> SERVICES = List.of("auth", "notification", "tasks");
    private static final String UP = "UP";
    private static final String DOWN = "DOWN";
    private static final long PATIENCE_MILLIS = 1_500;

    private final Map<String, HealthBlockingStub> services;
    private final SharedAnswer<Health> seen = new SharedAnswer<>(this::look, System::nanoTime);

    HealthController(Channels channels) {
        this.services = SERVICES.stream()
                .collect(Collectors.toMap(name -> name, name -> HealthGrpc.newBlockingStub(channels.onBehalf(name))
                        .withOption(Channels.PROBE, true)));
    }

    /**
     * Whether the services behind are there: 200 when every critical one is, 503 otherwise, within 2 s.
     *
     * @return every critical service is there
     */
    @Public
    @Get
    @ApiResponse(
            responseCode = "503",
            description = "A critical service is not there.",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Health.class)))
    HttpResponse<Health> getHealth() {
        var health = seen.get();
        return health.status().equals(UP)
                ? HttpResponse.ok(health)
                : HttpResponse.<Health>status(HttpStatus.SERVICE_UNAVAILABLE).body(health);
    }

    /** Outside of the request that happens to ask: others wait for the same answer, whether its client stays or not. */
    private Health look() {
        Map<String, String> answers = new ConcurrentSkipListMap<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            services.forEach((name, service) -> threads.execute(() -> answers.put(name, ask(service))));
        }
        boolean up = CRITICAL.stream().allMatch(name -> UP.equals(answers.get(name)));
        return new Health(up ? UP : DOWN, answers);
    }

    private static String ask(HealthBlockingStub service) {
        try {
            var answer = service.withDeadlineAfter(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    .check(HealthCheckRequest.getDefaultInstance());
            return answer.getStatus() == ServingStatus.SERVING ? UP : DOWN;
        } catch (StatusRuntimeException unreachable) {
            return DOWN;
        }
    }
}
