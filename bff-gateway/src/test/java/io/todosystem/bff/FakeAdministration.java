package io.todosystem.bff;

import com.google.protobuf.util.Timestamps;
import io.grpc.stub.StreamObserver;
import io.todosystem.platform.failure.Failure;
import io.todosystem.proto.auth.v1.CreateInvitationRequest;
import io.todosystem.proto.auth.v1.CreateInvitationResponse;
import io.todosystem.proto.auth.v1.DisableUserRequest;
import io.todosystem.proto.auth.v1.DisableUserResponse;
import io.todosystem.proto.auth.v1.EnableUserRequest;
import io.todosystem.proto.auth.v1.EnableUserResponse;
import io.todosystem.proto.auth.v1.FindUserRequest;
import io.todosystem.proto.auth.v1.FindUserResponse;
import io.todosystem.proto.auth.v1.Invitation;
import io.todosystem.proto.auth.v1.ListUsersRequest;
import io.todosystem.proto.auth.v1.ListUsersResponse;
import io.todosystem.proto.auth.v1.SetUserRolesRequest;
import io.todosystem.proto.auth.v1.SetUserRolesResponse;
import io.todosystem.proto.auth.v1.User;
import io.todosystem.proto.auth.v1.UserAdminServiceGrpc.UserAdminServiceImplBase;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

import static io.todosystem.bff.FakeUpstream.answer;

/**
 * Stands for auth-service where administrators look at the users of {@link FakeAccounts}. It asks nobody for a role.
 */
final class FakeAdministration extends UserAdminServiceImplBase {
    private final Map<String, User> users;

    FakeAdministration(Map<String, User> users) {
        this.users = users;
    }

    @Override
    public void listUsers(ListUsersRequest request, StreamObserver<ListUsersResponse> observer) {
        answer(observer, () -> {
            var found = users.values().stream()
                    .filter(user -> user.getEmail().contains(request.getEmail()))
                    .toList();
            int size = request.getPageSize() == 0 ? found.size() : Math.min(request.getPageSize(), found.size());
            return ListUsersResponse.newBuilder()
                    .addAllUsers(found.subList(0, size))
                    .setNextPageToken(size < found.size() ? "more" : "")
                    .build();
        });
    }

    @Override
    public void findUser(FindUserRequest request, StreamObserver<FindUserResponse> observer) {
        answer(observer, () -> FindUserResponse.newBuilder()
                .setUser(change(request.getUserId(), user -> user))
                .build());
    }

    @Override
    public void disableUser(DisableUserRequest request, StreamObserver<DisableUserResponse> observer) {
        answer(observer, () -> DisableUserResponse.newBuilder()
                .setUser(change(
                        request.getUserId(),
                        user -> user.toBuilder().setDisabled(true).build()))
                .build());
    }

    @Override
    public void enableUser(EnableUserRequest request, StreamObserver<EnableUserResponse> observer) {
        answer(observer, () -> EnableUserResponse.newBuilder()
                .setUser(change(
                        request.getUserId(),
                        user -> user.toBuilder().setDisabled(false).build()))
                .build());
    }

    @Override
    public void setUserRoles(SetUserRolesRequest request, StreamObserver<SetUserRolesResponse> observer) {
        answer(observer, () -> SetUserRolesResponse.newBuilder()
                .setUser(change(request.getUserId(), user -> user.toBuilder()
                        .clearRoles()
                        .addAllRoles(request.getRolesList())
                        .build()))
                .build());
    }

    @Override
    public void createInvitation(CreateInvitationRequest request, StreamObserver<CreateInvitationResponse> observer) {
        answer(observer, () -> CreateInvitationResponse.newBuilder()
                .setInvitation(Invitation.newBuilder()
                        .setId(UUID.randomUUID().toString())
                        .setEmail(request.getEmail())
                        .setCreateTime(Timestamps.fromSeconds(1_763_629_200))
                        .setExpireTime(
                                request.hasExpireTime()
                                        ? request.getExpireTime()
                                        : Timestamps.fromSeconds(1_764_234_000)))
                .setCode("code-of-the-invitation")
                .build());
    }

    private User change(String id, UnaryOperator<User> change) {
        var changed = users.computeIfPresent(id, (key, user) -> change.apply(user));
        if (changed == null) {
            throw Failure.notFound("USER_NOT_FOUND", "There is no such user");
        }
        return changed;
    }
}
