package io.todosystem.bff.account;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.todosystem.bff.auth.Profile;
import io.todosystem.bff.http.Conditional;
import io.todosystem.bff.http.EntityTags;
import io.todosystem.bff.http.Tagged;
import io.todosystem.bff.json.MergePatch;
import io.todosystem.bff.problem.AnswersProblems;
import io.todosystem.bff.problem.Refusal;
import io.todosystem.platform.grpc.Channels;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.todosystem.proto.auth.v1.GetUserRequest;
import io.todosystem.proto.auth.v1.UpdateUserRequest;
import io.todosystem.proto.auth.v1.User;

import static io.todosystem.proto.auth.v1.AuthServiceGrpc.newBlockingStub;

@Controller("/api/v1/me")
@ExecuteOn(TaskExecutors.BLOCKING)
@AnswersProblems
@SecurityRequirement(name = "bearer")
@Tag(name = "me")
final class ProfileController {
    private static final int LONGEST_ETAG = 64;

    private final AuthServiceBlockingStub auth;

    ProfileController(Channels channels) {
        this.auth = newBlockingStub(channels.onBehalf("auth"));
    }

    /**
     * The user who is signed in.
     *
     * @return the user
     */
    @Get
    HttpResponse<Profile> getMe(HttpRequest<?> request) {
        var user = user();
        return Tagged.read(request, user.getEtag(), Profile.from(user));
    }

    /**
     * Changes the members that the body names, and no other.
     *
     * @return the user after the change
     */
    @Conditional
    @Patch
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RequestBody(
            content = {
                @Content(mediaType = MergePatch.MEDIA_TYPE, schema = @Schema(implementation = ProfileChange.class)),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ProfileChange.class))
            })
    HttpResponse<Profile> updateMe(HttpRequest<?> request, @Body MergePatch<ProfileChange> body) {
        var user = auth.updateUser(UpdateUserRequest.newBuilder()
                        .setUser(body.values().input())
                        .setUpdateMask(ProfileChange.mask(body))
                        .setEtag(EntityTags.ifMatch(request).map(this::expected).orElse(""))
                        .build())
                .getUser();
        return Tagged.tag(HttpResponse.ok(Profile.from(user)), user.getEtag());
    }

    /** The RPC takes one tag, If-Match several: then it is the present one, if that is among them. */
    private String expected(EntityTags tags) {
        if (tags.any()) {
            return "";
        }
        if (tags.tags().size() == 1 && tags.tags().getFirst().length() <= LONGEST_ETAG) {
            return tags.tags().getFirst();
        }
        var present = user().getEtag();
        if (!tags.tags().contains(present)) {
            throw new Refusal(
                    HttpStatus.PRECONDITION_FAILED,
                    "ETAG_MISMATCH",
                    "The profile was changed: its ETag is " + present + ".");
        }
        return present;
    }

    private User user() {
        return auth.getUser(GetUserRequest.getDefaultInstance()).getUser();
    }
}
