package io.todosystem.bff.user;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.todosystem.bff.problem.AnswersProblems;
import io.todosystem.platform.grpc.Channels;
import io.todosystem.proto.auth.v1.UserAdminServiceGrpc.UserAdminServiceBlockingStub;

import static io.todosystem.proto.auth.v1.UserAdminServiceGrpc.newBlockingStub;

@Controller("/api/v1/admin/invitations")
@ExecuteOn(TaskExecutors.BLOCKING)
@AnswersProblems
@SecurityRequirement(name = "bearer")
@Tag(name = "admin")
final class InvitationController {
    private final UserAdminServiceBlockingStub administration;

    InvitationController(Channels channels) {
        this.administration = newBlockingStub(channels.onBehalf("auth"));
    }

    /**
     * Makes a code that is good for one registration. For administrators.
     *
     * @return the invitation with its code
     */
    @Post
    @Status(HttpStatus.CREATED)
    Invitation createInvitation(@Body InvitationDraft body) {
        return Invitation.from(administration.createInvitation(body.request()));
    }
}
