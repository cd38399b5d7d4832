package io.todosystem.peer.spring;

import io.grpc.stub.StreamObserver;
import io.todosystem.proto.tasks.v1.CreateTaskRequest;
import io.todosystem.proto.tasks.v1.CreateTaskResponse;
import io.todosystem.proto.tasks.v1.Task;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import java.util.List;
import org.springframework.grpc.server.service.GrpcService;

@GrpcService
class PeerService extends TasksServiceGrpc.TasksServiceImplBase {
    private final Creation creation;

    PeerService(Creation creation) {
        this.creation = creation;
    }

    @Override
    public void createTask(CreateTaskRequest request, StreamObserver<CreateTaskResponse> observer) {
        Rows.TaskRow task = creation.create(TokenInterceptor.USER.get(), request);
        observer.onNext(CreateTaskResponse.newBuilder()
                .setTask(Task.newBuilder()
                        .setId(task.id().toString())
                        .setListId(task.listId().toString())
                        .setTitle(task.title())
                        .setDescription(task.description())
                        .addAllTags(List.of(task.tags()))
                        .setVersion(task.version()))
                .build());
        observer.onCompleted();
    }
}
