package io.todosystem.bff.admin;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.todosystem.bff.http.IdempotencyKey;
import io.todosystem.bff.http.Idempotent;
import io.todosystem.bff.http.PageParameters;
import io.todosystem.bff.http.Pages;
import io.todosystem.bff.problem.AnswersProblems;
import io.todosystem.platform.paging.PageSize;
import io.todosystem.proto.admin.v1.ListParkedRowsRequest;
import io.todosystem.proto.admin.v1.ReleaseParkedRowRequest;
import org.jspecify.annotations.Nullable;

@Controller("/api/v1/admin/outbox")
@ExecuteOn(TaskExecutors.BLOCKING)
@AnswersProblems
@SecurityRequirement(name = "bearer")
@Tag(name = "admin")
final class OutboxController {
    private static final String NOT_FOUND = "PARKED_ROW_NOT_FOUND";

    private final OperatedServices services;

    OutboxController(OperatedServices services) {
        this.services = services;
    }

    /**
     * Events that Kafka refused for good; later ones of their keys wait. For administrators.
     *
     * @return a page
     */
    @Get("/parked")
    HttpResponse<ParkedRowPage> listParkedRows(
            HttpRequest<?> request,
            @QueryValue("service") @Parameter(description = OperatedServices.DESCRIPTION) @Nullable String service,
            @QueryValue("page_size")
                    @Parameter(
                            description = PageParameters.SIZE,
                            schema = @Schema(type = "integer", format = "int32", minimum = "0"))
                    @Nullable
                    Integer pageSize,
            @QueryValue("page_token") @Parameter(description = PageParameters.TOKEN) @Nullable String pageToken) {
        var size = PageSize.of(pageSize == null ? 0 : pageSize);
        var page = services.<ParkedRowPage.ParkedRow>page(service, size, pageToken, (name, stub, left, token) -> {
            var answer = stub.listParkedRows(ListParkedRowsRequest.newBuilder()
                    .setPageSize(left)
                    .setPageToken(token)
                    .build());
            return new OperatedServices.Part<>(
                    answer.getParkedRowsList().stream()
                            .map(row -> ParkedRowPage.ParkedRow.from(name, row))
                            .toList(),
                    answer.getNextPageToken());
        });
        var response = HttpResponse.ok(new ParkedRowPage(page.items(), page.degraded(), page.nextPageToken()));
        Pages.link(request, response, page.nextPageToken());
        return response;
    }

    /**
     * Sends a parked event next, and what waited for it after it. For administrators.
     *
     * @return released
     */
    @Idempotent
    @Post("/{id}:release")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<Void> releaseParkedRow(
            HttpRequest<?> request, @PathVariable @Parameter(example = "tasks-4711") String id) {
        var row = OperatedId.of(id, NOT_FOUND);
        services.of(row, NOT_FOUND)
                .releaseParkedRow(ReleaseParkedRowRequest.newBuilder()
                        .setParkedRowId(row.number())
                        .setRequestId(IdempotencyKey.of(request))
                        .build());
        return HttpResponse.noContent();
    }
}
