package io.todosystem.eventing.admin;

import com.google.protobuf.util.Timestamps;
import io.grpc.stub.StreamObserver;
import io.todosystem.eventing.consumer.DeadLetters;
import io.todosystem.eventing.outbox.ParkedRows;
import io.todosystem.eventing.outbox.Resend;
import io.todosystem.platform.clock.Times;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.paging.PageSize;
import io.todosystem.platform.paging.PageTokens;
import io.todosystem.proto.admin.v1.AdminServiceGrpc;
import io.todosystem.proto.admin.v1.DiscardDeadLetterRequest;
import io.todosystem.proto.admin.v1.DiscardDeadLetterResponse;
import io.todosystem.proto.admin.v1.ListDeadLettersRequest;
import io.todosystem.proto.admin.v1.ListDeadLettersResponse;
import io.todosystem.proto.admin.v1.ListParkedRowsRequest;
import io.todosystem.proto.admin.v1.ListParkedRowsResponse;
import io.todosystem.proto.admin.v1.ReleaseParkedRowRequest;
import io.todosystem.proto.admin.v1.ReleaseParkedRowResponse;
import io.todosystem.proto.admin.v1.ReplayDeadLetterRequest;
import io.todosystem.proto.admin.v1.ReplayDeadLetterResponse;
import io.todosystem.proto.admin.v1.ResendEventsRequest;
import io.todosystem.proto.admin.v1.ResendEventsResponse;
import jakarta.inject.Singleton;

import static io.todosystem.platform.grpc.Responses.respond;

/** The operator's view of this service's events. */
@Singleton
final class AdminGrpc extends AdminServiceGrpc.AdminServiceImplBase {
    private final DeadLetters deadLetters;
    private final ParkedRows parkedRows;
    private final Resend resend;
    private final PageTokens pageTokens;

    AdminGrpc(DeadLetters deadLetters, ParkedRows parkedRows, Resend resend, PageTokens pageTokens) {
        this.deadLetters = deadLetters;
        this.parkedRows = parkedRows;
        this.resend = resend;
        this.pageTokens = pageTokens;
    }

    @Override
    public void listDeadLetters(ListDeadLettersRequest request, StreamObserver<ListDeadLettersResponse> observer) {
        respond(observer, () -> list(request));
    }

    @Override
    public void replayDeadLetter(ReplayDeadLetterRequest request, StreamObserver<ReplayDeadLetterResponse> observer) {
        respond(observer, () -> {
            var replay = deadLetters.replay(request.getDeadLetterId()).orElseThrow(AdminGrpc::noDeadLetter);
            return ReplayDeadLetterResponse.newBuilder()
                    .setReplayedCount(replay.replayed())
                    .setRemainingCount(replay.remaining())
                    .setFailure(replay.failure().orElse(""))
                    .build();
        });
    }

    @Override
    public void discardDeadLetter(
            DiscardDeadLetterRequest request, StreamObserver<DiscardDeadLetterResponse> observer) {
        respond(observer, () -> {
            if (!deadLetters.discard(request.getDeadLetterId())) {
                throw noDeadLetter();
            }
            return DiscardDeadLetterResponse.getDefaultInstance();
        });
    }

    @Override
    public void listParkedRows(ListParkedRowsRequest request, StreamObserver<ListParkedRowsResponse> observer) {
        respond(observer, () -> list(request));
    }

    @Override
    public void releaseParkedRow(ReleaseParkedRowRequest request, StreamObserver<ReleaseParkedRowResponse> observer) {
        respond(observer, () -> {
            if (!parkedRows.release(request.getParkedRowId())) {
                throw Failure.notFound("PARKED_ROW_NOT_FOUND", "There is no such parked row");
            }
            return ReleaseParkedRowResponse.getDefaultInstance();
        });
    }

    @Override
    public void resendEvents(ResendEventsRequest request, StreamObserver<ResendEventsResponse> observer) {
        respond(observer, () -> resend(request));
    }

    private ListDeadLettersResponse list(ListDeadLettersRequest request) {
        var size = PageSize.of(request.getPageSize());
        var letters = deadLetters.list(position("dead-letters", request.getPageToken()), size + 1);
        var page = letters.subList(0, Math.min(size, letters.size()));
        var response = ListDeadLettersResponse.newBuilder();
        page.forEach(letter -> response.addDeadLetters(AdminMessages.of(letter)));
        if (letters.size() > size) {
            response.setNextPageToken(token("dead-letters", page.getLast().id()));
        }
        return response.build();
    }

    private ListParkedRowsResponse list(ListParkedRowsRequest request) {
        var size = PageSize.of(request.getPageSize());
        var rows = parkedRows.list(position("parked-rows", request.getPageToken()), size + 1);
        var page = rows.subList(0, Math.min(size, rows.size()));
        var response = ListParkedRowsResponse.newBuilder();
        page.forEach(row -> response.addParkedRows(AdminMessages.of(row)));
        if (rows.size() > size) {
            response.setNextPageToken(token("parked-rows", page.getLast().id()));
        }
        return response.build();
    }

    private ResendEventsResponse resend(ResendEventsRequest request) {
        var query = "resend " + Timestamps.toString(request.getSince());
        var since = Times.instant(request.getSince());
        var part = request.getPageToken().isEmpty()
                ? resend.begin(since)
                : ResendTokens.read(since, pageTokens.open(query, request.getPageToken()));
        var done = resend.run(part);
        var response = ResendEventsResponse.newBuilder().setEventCount(done.resent());
        done.rest().ifPresent(rest -> response.setNextPageToken(pageTokens.seal(query, ResendTokens.write(rest))));
        return response.build();
    }

    private long position(String query, String token) {
        return token.isEmpty() ? 0 : Long.parseLong(pageTokens.open(query, token));
    }

    private String token(String query, long id) {
        return pageTokens.seal(query, Long.toString(id));
    }

    private static Failure noDeadLetter() {
        return Failure.notFound("DEAD_LETTER_NOT_FOUND", "There is no such dead letter");
    }
}
