package io.todosystem.bff.user;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.todosystem.bff.http.PageParameters;
import io.todosystem.bff.http.Pages;
import io.todosystem.bff.http.PathId;
import io.todosystem.bff.problem.AnswersProblems;
import io.todosystem.platform.grpc.Channels;
import io.todosystem.proto.auth.v1.DisableUserRequest;
import io.todosystem.proto.auth.v1.EnableUserRequest;
import io.todosystem.proto.auth.v1.FindUserRequest;
import io.todosystem.proto.auth.v1.ListUsersRequest;
import io.todosystem.proto.auth.v1.SetUserRolesRequest;
import io.todosystem.proto.auth.v1.UserAdminServiceGrpc.UserAdminServiceBlockingStub;
import org.jspecify.annotations.Nullable;

import static io.todosystem.proto.auth.v1.UserAdminServiceGrpc.newBlockingStub;

@Controller("/api/v1/admin/users")
@ExecuteOn(TaskExecutors.BLOCKING)
@AnswersProblems
@SecurityRequirement(name = "bearer")
@Tag(name = "admin")
final class UserController {
    private static final String EXAMPLE_ID = "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d0";

    private final UserAdminServiceBlockingStub administration;

    UserController(Channels channels) {
        this.administration = newBlockingStub(channels.onBehalf("auth"));
    }

    /**
     * The users, newest first. For administrators.
     *
     * @return a page
     */
    @Get
    HttpResponse<AccountPage> listUsers(
            HttpRequest<?> request,
            @QueryValue("page_size")
                    @Parameter(
                            description = PageParameters.SIZE,
                            schema = @Schema(type = "integer", format = "int32", minimum = "0"))
                    @Nullable
                    Integer pageSize,
            @QueryValue("page_token") @Parameter(description = PageParameters.TOKEN) @Nullable String pageToken,
            @QueryValue("email") @Parameter(description = "Part of the address, in any case.") @Nullable String email) {
        var query = ListUsersRequest.newBuilder();
        if (pageSize != null) {
            query.setPageSize(pageSize);
        }
        if (pageToken != null) {
            query.setPageToken(pageToken);
        }
        if (email != null) {
            query.setEmail(email);
        }
        var page = administration.listUsers(query.build());
        var response = HttpResponse.ok(AccountPage.from(page));
        Pages.link(request, response, page.getNextPageToken());
        return response;
    }

    /**
     * One user. For administrators.
     *
     * @return the user
     */
    @Get("/{id}")
    Account getUser(@PathVariable @Parameter(example = EXAMPLE_ID) String id) {
        return Account.from(administration
                .findUser(FindUserRequest.newBuilder().setUserId(userId(id)).build())
                .getUser());
    }

    /**
     * Keeps a user out: every session ends within 2 s. For administrators; the last one cannot be kept out.
     *
     * @return the user after the change
     */
    @Post("/{id}:disable")
    Account disableUser(@PathVariable @Parameter(example = EXAMPLE_ID) String id) {
        return Account.from(administration
                .disableUser(
                        DisableUserRequest.newBuilder().setUserId(userId(id)).build())
                .getUser());
    }

    /**
     * Lets a user in again. For administrators.
     *
     * @return the user after the change
     */
    @Post("/{id}:enable")
    Account enableUser(@PathVariable @Parameter(example = EXAMPLE_ID) String id) {
        return Account.from(administration
                .enableUser(EnableUserRequest.newBuilder().setUserId(userId(id)).build())
                .getUser());
    }

    /**
     * Gives a user roles; if that changes something, every session of the user ends. For administrators; the last one
     * stays one.
     *
     * @return the user after the change
     */
    @Post("/{id}:setRoles")
    Account setUserRoles(@PathVariable @Parameter(example = EXAMPLE_ID) String id, @Body Roles body) {
        return Account.from(administration
                .setUserRoles(SetUserRolesRequest.newBuilder()
                        .setUserId(userId(id))
                        .addAllRoles(body.roles().stream().map(UserRole::proto).toList())
                        .build())
                .getUser());
    }

    private static String userId(String id) {
        return PathId.of(id, "USER_NOT_FOUND");
    }
}
