package io.todosystem.platform.grpc;

import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.todosystem.proto.notifications.v1.NotificationsServiceGrpc;
import io.todosystem.proto.notifications.v1.StreamNotificationsRequest;
import io.todosystem.proto.notifications.v1.StreamNotificationsResponse;
import io.todosystem.proto.tasks.v1.CreateTaskRequest;
import io.todosystem.proto.tasks.v1.CreateTaskResponse;
import io.todosystem.proto.tasks.v1.GetTaskRequest;
import io.todosystem.proto.tasks.v1.GetTaskResponse;
import io.todosystem.proto.tasks.v1.ListTasksRequest;
import io.todosystem.proto.tasks.v1.ListTasksResponse;
import io.todosystem.proto.tasks.v1.Task;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import jakarta.inject.Singleton;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Services whose answers a test writes; what they are about means nothing here. */
@Singleton
@Requires(property = "scripted-services")
final class ScriptedServices {
    volatile UnaryOperator<Task> get = task -> task;
    volatile UnaryOperator<Task> create = task -> task;
    volatile ListTasksResponse page = ListTasksResponse.getDefaultInstance();
    final AtomicInteger creations = new AtomicInteger();
    volatile CountDownLatch streamEnded = new CountDownLatch(1);

    @Factory
    @Requires(property = "scripted-services")
    static final class Services {
        @Singleton
        BindableService tasks(ScriptedServices script) {
            return new Tasks(script);
        }

        @Singleton
        BindableService notifications(ScriptedServices script) {
            return new Notifications(script);
        }
    }

    static final class Tasks extends TasksServiceGrpc.TasksServiceImplBase {
        private final ScriptedServices script;

        Tasks(ScriptedServices script) {
            this.script = script;
        }

        @Override
        public void getTask(GetTaskRequest request, StreamObserver<GetTaskResponse> observer) {
            Task asked = Task.newBuilder().setId(request.getTaskId()).build();
            Responses.respond(observer, () -> GetTaskResponse.newBuilder()
                    .setTask(script.get.apply(asked))
                    .build());
        }

        @Override
        public void listTasks(ListTasksRequest request, StreamObserver<ListTasksResponse> observer) {
            Responses.respond(observer, () -> script.page);
        }

        @Override
        public void createTask(CreateTaskRequest request, StreamObserver<CreateTaskResponse> observer) {
            script.creations.incrementAndGet();
            Task asked =
                    Task.newBuilder().setTitle(request.getTask().getTitle()).build();
            Responses.respond(observer, () -> CreateTaskResponse.newBuilder()
                    .setTask(script.create.apply(asked))
                    .build());
        }
    }

    private static final class Notifications extends NotificationsServiceGrpc.NotificationsServiceImplBase {
        private final ScriptedServices script;

        Notifications(ScriptedServices script) {
            this.script = script;
        }

        /** Answers once and then stays open until the call is over. */
        @Override
        public void streamNotifications(
                StreamNotificationsRequest request, StreamObserver<StreamNotificationsResponse> observer) {
            ServerCallStreamObserver<StreamNotificationsResponse> stream =
                    (ServerCallStreamObserver<StreamNotificationsResponse>) observer;
            CountDownLatch over = new CountDownLatch(1);
            Context.current().addListener(_ -> over.countDown(), Runnable::run);
            stream.onNext(StreamNotificationsResponse.getDefaultInstance());
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            script.streamEnded.countDown();
        }
    }
}
