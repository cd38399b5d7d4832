package io.todosystem.bff;

import com.google.protobuf.util.Timestamps;
import io.grpc.stub.StreamObserver;
import io.todosystem.platform.failure.Failure;
import io.todosystem.proto.admin.v1.AdminServiceGrpc.AdminServiceImplBase;
import io.todosystem.proto.admin.v1.DeadLetter;
import io.todosystem.proto.admin.v1.DiscardDeadLetterRequest;
import io.todosystem.proto.admin.v1.DiscardDeadLetterResponse;
import io.todosystem.proto.admin.v1.ListDeadLettersRequest;
import io.todosystem.proto.admin.v1.ListDeadLettersResponse;
import io.todosystem.proto.admin.v1.ListParkedRowsRequest;
import io.todosystem.proto.admin.v1.ListParkedRowsResponse;
import io.todosystem.proto.admin.v1.ParkedRow;
import io.todosystem.proto.admin.v1.ReleaseParkedRowRequest;
import io.todosystem.proto.admin.v1.ReleaseParkedRowResponse;
import io.todosystem.proto.admin.v1.ReplayDeadLetterRequest;
import io.todosystem.proto.admin.v1.ReplayDeadLetterResponse;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import static io.todosystem.bff.FakeUpstream.answer;

/** Stands for what every service shows its operator; the token of a page is the last id. */
final class FakeAdmin extends AdminServiceImplBase {
    private final SortedMap<Long, DeadLetter> letters = new TreeMap<>();
    private final SortedMap<Long, ParkedRow> parked = new TreeMap<>();

    synchronized void bury(long id) {
        letters.put(
                id,
                DeadLetter.newBuilder()
                        .setId(id)
                        .setConsumer("notification")
                        .setTopic("task-events")
                        .setError("no")
                        .setAttempts(5)
                        .setFailTime(Timestamps.fromSeconds(1_763_629_200))
                        .build());
    }

    synchronized void park(long id) {
        parked.put(
                id,
                ParkedRow.newBuilder()
                        .setId(id)
                        .setTopic("task-events")
                        .setLastError("too large")
                        .setParkTime(Timestamps.fromSeconds(1_763_629_200))
                        .build());
    }

    @Override
    public synchronized void listDeadLetters(
            ListDeadLettersRequest request, StreamObserver<ListDeadLettersResponse> observer) {
        answer(observer, () -> {
            var rest =
                    List.copyOf(letters.tailMap(after(request.getPageToken())).values());
            var page = rest.subList(0, Math.min(request.getPageSize(), rest.size()));
            var response = ListDeadLettersResponse.newBuilder().addAllDeadLetters(page);
            if (rest.size() > page.size()) {
                response.setNextPageToken(Long.toString(page.getLast().getId()));
            }
            return response.build();
        });
    }

    @Override
    public synchronized void replayDeadLetter(
            ReplayDeadLetterRequest request, StreamObserver<ReplayDeadLetterResponse> observer) {
        answer(observer, () -> {
            take(letters, request.getDeadLetterId(), "DEAD_LETTER_NOT_FOUND");
            return ReplayDeadLetterResponse.newBuilder().setReplayedCount(1).build();
        });
    }

    @Override
    public synchronized void discardDeadLetter(
            DiscardDeadLetterRequest request, StreamObserver<DiscardDeadLetterResponse> observer) {
        answer(observer, () -> {
            take(letters, request.getDeadLetterId(), "DEAD_LETTER_NOT_FOUND");
            return DiscardDeadLetterResponse.getDefaultInstance();
        });
    }

    @Override
    public synchronized void listParkedRows(
            ListParkedRowsRequest request, StreamObserver<ListParkedRowsResponse> observer) {
        answer(observer, () -> ListParkedRowsResponse.newBuilder()
                .addAllParkedRows(parked.values())
                .build());
    }

    @Override
    public synchronized void releaseParkedRow(
            ReleaseParkedRowRequest request, StreamObserver<ReleaseParkedRowResponse> observer) {
        answer(observer, () -> {
            take(parked, request.getParkedRowId(), "PARKED_ROW_NOT_FOUND");
            return ReleaseParkedRowResponse.getDefaultInstance();
        });
    }

    private static long after(String token) {
        return token.isEmpty() ? 0 : Long.parseLong(token) + 1;
    }

    private static void take(SortedMap<Long, ?> rows, long id, String reason) {
        if (rows.remove(id) == null) {
            throw Failure.notFound(reason, "There is none");
        }
    }
}
