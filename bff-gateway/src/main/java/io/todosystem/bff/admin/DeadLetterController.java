package io.todosystem.bff.admin;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
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
import io.todosystem.proto.admin.v1.DiscardDeadLetterRequest;
import io.todosystem.proto.admin.v1.ListDeadLettersRequest;
import io.todosystem.proto.admin.v1.ReplayDeadLetterRequest;
import org.jspecify.annotations.Nullable;

@Controller("/api/v1/admin/dead-letters")
@ExecuteOn(TaskExecutors.BLOCKING)
@AnswersProblems
@SecurityRequirement(name = "bearer")
@Tag(name = "admin")
final class DeadLetterController {
    private static final String NOT_FOUND = "DEAD_LETTER_NOT_FOUND";

    private final OperatedServices services;

    DeadLetterController(OperatedServices services) {
        this.services = services;
    }

    /**
     * Events that consumers gave up on, and those that wait behind them. For administrators.
     *
     * @return a page
     */
    @Get
    HttpResponse<DeadLetterPage> listDeadLetters(
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
        var page = services.<DeadLetterPage.DeadLetter>page(service, size, pageToken, (name, stub, left, token) -> {
            var answer = stub.listDeadLetters(ListDeadLettersRequest.newBuilder()
                    .setPageSize(left)
                    .setPageToken(token)
                    .build());
            return new OperatedServices.Part<>(
                    answer.getDeadLettersList().stream()
                            .map(letter -> DeadLetterPage.DeadLetter.from(name, letter))
                            .toList(),
                    answer.getNextPageToken());
        });
        var response = HttpResponse.ok(new DeadLetterPage(page.items(), page.degraded(), page.nextPageToken()));
        Pages.link(request, response, page.nextPageToken());
        return response;
    }

    /**
     * Handles the letter's key again, in order, from its first letter on, until one fails. For administrators.
     *
     * @return how far it went
     */
    @Idempotent
    @Post("/{id}:replay")
    Replay replayDeadLetter(HttpRequest<?> request, @PathVariable @Parameter(example = OperatedId.EXAMPLE) String id) {
        var letter = OperatedId.of(id, NOT_FOUND);
        return Replay.from(services.of(letter, NOT_FOUND)
                .replayDeadLetter(ReplayDeadLetterRequest.newBuilder()
                        .setDeadLetterId(letter.number())
                        .setRequestId(IdempotencyKey.of(request))
                        .build()));
    }

    /**
     * Gives the letter up for good: its event has no effect, those behind it can be replayed. For administrators.
     *
     * @return discarded
     */
    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<Void> discardDeadLetter(@PathVariable @Parameter(example = OperatedId.EXAMPLE) String id) {
        var letter = OperatedId.of(id, NOT_FOUND);
        services.of(letter, NOT_FOUND)
                .discardDeadLetter(DiscardDeadLetterRequest.newBuilder()
                        .setDeadLetterId(letter.number())
                        .build());
        return HttpResponse.noContent();
    }
}
