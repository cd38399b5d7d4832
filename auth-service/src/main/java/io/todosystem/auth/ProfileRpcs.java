package io.todosystem.auth;

import com.google.protobuf.FieldMask;
import io.grpc.Status.Code;
import io.todosystem.auth.account.Directory;
import io.todosystem.auth.profile.ProfileChange;
import io.todosystem.auth.profile.Profiles;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.failure.Failure;
import io.todosystem.proto.auth.v1.BatchGetUsersRequest;
import io.todosystem.proto.auth.v1.BatchGetUsersResponse;
import io.todosystem.proto.auth.v1.GetUserRequest;
import io.todosystem.proto.auth.v1.GetUserResponse;
import io.todosystem.proto.auth.v1.UpdateUserRequest;
import io.todosystem.proto.auth.v1.UpdateUserResponse;
import io.todosystem.proto.auth.v1.UserInput;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Who users are, and what they say about themselves. */
@Singleton
final class ProfileRpcs {
    private static final Set<String> FIELDS = Set.of("display_name", "time_zone", "locale");

    private final Directory directory;
    private final Profiles profiles;

    ProfileRpcs(Directory directory, Profiles profiles) {
        this.directory = directory;
        this.profiles = profiles;
    }

    GetUserResponse getUser(GetUserRequest request) {
        Caller caller = Caller.current();
        UUID id = request.getUserId().isEmpty() ? itself(caller) : UUID.fromString(request.getUserId());
        return GetUserResponse.newBuilder()
                .setUser(Answers.user(directory.find(caller, id)))
                .build();
    }

    BatchGetUsersResponse batchGetUsers(BatchGetUsersRequest request) {
        var ids = request.getUserIdsList().stream().map(UUID::fromString).toList();
        return BatchGetUsersResponse.newBuilder()
                .addAllUsers(directory.findAll(ids).stream().map(Answers::user).toList())
                .build();
    }

    private static UUID itself(Caller caller) {
        if (caller instanceof Caller.User user) {
            return user.id();
        }
        throw Failure.invalid("user_id", "is needed from a caller who is not a user");
    }

    UpdateUserResponse updateUser(UpdateUserRequest request) {
        ProfileChange change = change(request.getUser(), request.getUpdateMask());
        return UpdateUserResponse.newBuilder()
                .setUser(Answers.user(profiles.change(Caller.requireUser().id(), change, request.getEtag())))
                .build();
    }

    private static ProfileChange change(UserInput input, FieldMask mask) {
        List<String> fields = mask.getPathsList();
        if (!FIELDS.containsAll(fields)) {
            throw new Failure(Code.INVALID_ARGUMENT, "INVALID_UPDATE_MASK", "The update mask names an unknown field")
                    .violation("update_mask", "names an unknown field; known are display_name, time_zone, locale");
        }
        return new ProfileChange(
                fields.contains("display_name") ? input.getDisplayName() : null,
                fields.contains("time_zone") ? input.getTimeZone() : null,
                fields.contains("locale") ? input.getLocale() : null);
    }
}
