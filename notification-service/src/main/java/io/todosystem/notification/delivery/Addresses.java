package io.todosystem.notification.delivery;

import io.grpc.StatusRuntimeException;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.Channels;
import io.todosystem.platform.grpc.Failures;
import io.todosystem.proto.auth.v1.AuthServiceGrpc;
import io.todosystem.proto.auth.v1.BatchGetUsersRequest;
import io.todosystem.proto.auth.v1.User;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

import static java.util.stream.Collectors.toMap;

/** Mail addresses, asked of auth when they are needed and never kept. */
@Singleton
final class Addresses {

    private final AuthServiceGrpc.AuthServiceBlockingStub auth;

    Addresses(Channels channels) {
        this.auth = AuthServiceGrpc.newBlockingStub(channels.asService("auth"));
    }

    /** Without the users that do not exist. {@link Failure} if auth cannot answer now. */
    Map<UUID, String> of(Collection<UUID> userIds) {
        var request = BatchGetUsersRequest.newBuilder();
        userIds.stream().distinct().map(UUID::toString).forEach(request::addUserIds);
        try {
            return auth.batchGetUsers(request.build()).getUsersList().stream()
                    .collect(toMap(user -> UUID.fromString(user.getId()), User::getEmail));
        } catch (StatusRuntimeException e) {
            throw Failures.from(e);
        }
    }
}
