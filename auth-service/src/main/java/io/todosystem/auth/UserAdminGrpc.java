package io.todosystem.auth;

import io.grpc.stub.StreamObserver;
import io.todosystem.auth.account.Directory;
import io.todosystem.auth.admin.Administration;
import io.todosystem.auth.admin.UserPage;
import io.todosystem.auth.admin.UserPages;
import io.todosystem.auth.registration.Invitations;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.auth.Role;
import io.todosystem.platform.clock.Times;
import io.todosystem.platform.failure.Failure;
import io.todosystem.proto.auth.v1.CreateInvitationRequest;
import io.todosystem.proto.auth.v1.CreateInvitationResponse;
import io.todosystem.proto.auth.v1.DisableUserRequest;
import io.todosystem.proto.auth.v1.DisableUserResponse;
import io.todosystem.proto.auth.v1.EnableUserRequest;
import io.todosystem.proto.auth.v1.EnableUserResponse;
import io.todosystem.proto.auth.v1.FindUserRequest;
import io.todosystem.proto.auth.v1.FindUserResponse;
import io.todosystem.proto.auth.v1.ListUsersRequest;
import io.todosystem.proto.auth.v1.ListUsersResponse;
import io.todosystem.proto.auth.v1.SetUserRolesRequest;
import io.todosystem.proto.auth.v1.SetUserRolesResponse;
import io.todosystem.proto.auth.v1.UserAdminServiceGrpc.UserAdminServiceImplBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import static io.todosystem.platform.grpc.Responses.respond;
import static java.util.stream.Collectors.toSet;

/** {@code todo.auth.v1.UserAdminService}. */
@Singleton
final class UserAdminGrpc extends UserAdminServiceImplBase {
    private final Directory directory;
    private final UserPages pages;
    private final Administration administration;
    private final Invitations invitations;

    UserAdminGrpc(Directory directory, UserPages pages, Administration administration, Invitations invitations) {
        this.directory = directory;
        this.pages = pages;
        this.administration = administration;
        this.invitations = invitations;
    }

    @Override
    public void listUsers(ListUsersRequest request, StreamObserver<ListUsersResponse> observer) {
        respond(observer, () -> {
            UserPage page = pages.list(request.getEmail(), request.getPageSize(), request.getPageToken());
            return ListUsersResponse.newBuilder()
                    .addAllUsers(page.users().stream().map(Answers::user).toList())
                    .setNextPageToken(page.nextPageToken())
                    .build();
        });
    }

    @Override
    public void findUser(FindUserRequest request, StreamObserver<FindUserResponse> observer) {
        respond(observer, () -> FindUserResponse.newBuilder()
                .setUser(Answers.user(directory.find(Caller.current(), UUID.fromString(request.getUserId()))))
                .build());
    }

    @Override
    public void disableUser(DisableUserRequest request, StreamObserver<DisableUserResponse> observer) {
        respond(observer, () -> DisableUserResponse.newBuilder()
                .setUser(Answers.user(administration.disable(UUID.fromString(request.getUserId()))))
                .build());
    }

    @Override
    public void enableUser(EnableUserRequest request, StreamObserver<EnableUserResponse> observer) {
        respond(observer, () -> EnableUserResponse.newBuilder()
                .setUser(Answers.user(administration.enable(UUID.fromString(request.getUserId()))))
                .build());
    }

    @Override
    public void setUserRoles(SetUserRolesRequest request, StreamObserver<SetUserRolesResponse> observer) {
        respond(observer, () -> SetUserRolesResponse.newBuilder()
                .setUser(Answers.user(administration.setRoles(UUID.fromString(request.getUserId()), roles(request))))
                .build());
    }

    @Override
    public void createInvitation(CreateInvitationRequest request, StreamObserver<CreateInvitationResponse> observer) {
        respond(observer, () -> {
            Invitations.Made made = invitations.invite(Caller.requireUser().id(), request.getEmail(), end(request));
            return CreateInvitationResponse.newBuilder()
                    .setInvitation(Answers.invitation(made.invitation()))
                    .setCode(made.code().text())
                    .build();
        });
    }

    private static Optional<Instant> end(CreateInvitationRequest request) {
        return request.hasExpireTime() ? Optional.of(Times.instant(request.getExpireTime())) : Optional.empty();
    }

    private static Set<Role> roles(SetUserRolesRequest request) {
        return request.getRolesList().stream()
                .map(role -> switch (role) {
                    case ROLE_USER -> Role.USER;
                    case ROLE_ADMIN -> Role.ADMIN;
                    case ROLE_UNSPECIFIED, UNRECOGNIZED -> throw Failure.invalid("roles", "holds an unknown role");
                })
                .collect(toSet());
    }
}
