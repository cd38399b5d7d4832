package io.todosystem.bff.task;

import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.todosystem.bff.http.EntityTags;
import io.todosystem.bff.http.IdempotencyKey;
import io.todosystem.bff.http.Tagged;
import io.todosystem.bff.problem.Refusal;
import io.todosystem.platform.grpc.ResponseMetadata;
import io.todosystem.proto.tasks.v1.GetTaskRequest;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc.TasksServiceBlockingStub;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One change of a task: what the request's headers ask of it, and what the answer's headers tell of it. */
final class Change {
    private static final int LONGEST_ETAG = 64;

    private final AtomicReference<@Nullable Metadata> headers = new AtomicReference<>();
    private final TasksServiceBlockingStub tasks;
    private final String etag;
    private final String requestId;

    private Change(TasksServiceBlockingStub tasks, String etag, String requestId) {
        this.tasks =
                tasks.withInterceptors(MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>()));
        this.etag = etag;
        this.requestId = requestId;
    }

    static Change creation(HttpRequest<?> request, TasksServiceBlockingStub tasks) {
        return new Change(tasks, "", IdempotencyKey.of(request));
    }

    static Change of(HttpRequest<?> request, TasksServiceBlockingStub tasks, String id) {
        var requestId = IdempotencyKey.of(request);
        var etag = EntityTags.ifMatch(request)
                .map(tags -> expected(tags, tasks, id))
                .orElse("");
        return new Change(tasks, etag, requestId);
    }

    /** The RPC takes one tag, If-Match several: then it is the present one, if that is among them. */
    private static String expected(EntityTags tags, TasksServiceBlockingStub tasks, String id) {
        if (tags.any()) {
            return "";
        }
        if (tags.tags().size() == 1 && tags.tags().getFirst().length() <= LONGEST_ETAG) {
            return tags.tags().getFirst();
        }
        var present = Task.from(
                        tasks.getTask(GetTaskRequest.newBuilder().setTaskId(id).build())
                                .getTask())
                .etag();
        if (!tags.tags().contains(present)) {
            throw new Refusal(
                    HttpStatus.PRECONDITION_FAILED,
                    "ETAG_MISMATCH",
                    "The task was changed: its ETag is " + present + ".");
        }
        return present;
    }

    TasksServiceBlockingStub tasks() {
        return tasks;
    }

    String etag() {
        return etag;
    }

    String requestId() {
        return requestId;
    }

    MutableHttpResponse<Task> answer(HttpStatus status, io.todosystem.proto.tasks.v1.Task changed, boolean replayed) {
        var task = Task.from(changed);
        return told(Tagged.tag(HttpResponse.<Task>status(status).body(task), task.etag()), replayed);
    }

    HttpResponse<Void> gone(boolean replayed) {
        return told(HttpResponse.noContent(), replayed);
    }

    private <T> MutableHttpResponse<T> told(MutableHttpResponse<T> response, boolean replayed) {
        var metadata = headers.get();
        var version = metadata == null ? null : metadata.get(ResponseMetadata.VERSION);
        if (version != null) {
            response.header("X-Version", version);
        }
        return IdempotencyKey.told(response, replayed);
    }
}
