package io.todosystem.bff.health;

import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.health.v1.HealthGrpc.HealthBlockingStub;
import io.micronaut.core.propagation.PropagatedContext;
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
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

@Controller("/health")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "health")
final class HealthController {
    private static final List<String> CRITICAL = List.of("auth", "tasks");
    private static final List<String> SERVICES = List.of("auth", "notification", "tasks");
    private static final long PATIENCE_MILLIS = 1_500;

    private final Map<String, HealthBlockingStub> services;

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
        Map<String, String> seen = new TreeMap<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            services.forEach((name, service) -> threads.execute(PropagatedContext.wrapCurrent(() -> {
                var status = ask(service);
                synchronized (seen) {
                    seen.put(name, status);
                }
            })));
        }
        boolean up = CRITICAL.stream().allMatch(name -> "UP".equals(seen.get(name)));
        return up
                ? HttpResponse.ok(new Health("UP", seen))
                : HttpResponse.<Health>status(HttpStatus.SERVICE_UNAVAILABLE).body(new Health("DOWN", seen));
    }

    private static String ask(HealthBlockingStub service) {
        try {
            var answer = service.withDeadlineAfter(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    .check(HealthCheckRequest.getDefaultInstance());
            return answer.getStatus() == ServingStatus.SERVING ? "UP" : "DOWN";
        } catch (StatusRuntimeException unreachable) {
            return "DOWN";
        }
    }
}
