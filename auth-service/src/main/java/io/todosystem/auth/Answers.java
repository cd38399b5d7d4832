package io.todosystem.auth;

import com.google.protobuf.Duration;
import io.todosystem.auth.account.User;
import io.todosystem.auth.registration.Invitation;
import io.todosystem.auth.session.Session;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.auth.VerifiedToken;
import io.todosystem.platform.clock.Times;
import io.todosystem.proto.auth.v1.ApiTokenCaller;
import io.todosystem.proto.auth.v1.Role;
import io.todosystem.proto.auth.v1.ServiceCaller;
import io.todosystem.proto.auth.v1.UserCaller;
import io.todosystem.proto.auth.v1.ValidateTokenResponse;
import java.util.List;
import java.util.Set;

/** The shapes of the contract. */
final class Answers {
    private Answers() {}

    static io.todosystem.proto.auth.v1.User user(User user) {
        return io.todosystem.proto.auth.v1.User.newBuilder()
                .setId(user.id().toString())
                .setEmail(user.email())
                .setDisplayName(user.displayName())
                .addAllRoles(roles(user.roles()))
                .setTimeZone(user.timeZone())
                .setLocale(user.locale())
                .setEmailVerified(user.emailVerified())
                .setDisabled(user.disabled())
                .setEtag(user.etag())
                .setCreateTime(Times.timestamp(user.createdAt()))
                .build();
    }

    static io.todosystem.proto.auth.v1.Invitation invitation(Invitation invitation) {
        return io.todosystem.proto.auth.v1.Invitation.newBuilder()
                .setId(invitation.id().toString())
                .setEmail(invitation.email())
                .setCreateTime(Times.timestamp(invitation.createdAt()))
                .setExpireTime(Times.timestamp(invitation.expiresAt()))
                .build();
    }

    static io.todosystem.proto.auth.v1.Session session(Session session, Caller.User caller) {
        return io.todosystem.proto.auth.v1.Session.newBuilder()
                .setId(session.id().toString())
                .setCreateTime(Times.timestamp(session.createdAt()))
                .setLastUsedTime(Times.timestamp(session.lastUsedAt()))
                .setExpireTime(Times.timestamp(session.expiresAt()))
                .setCurrent(session.id().equals(caller.sessionId()))
                .build();
    }

    static ValidateTokenResponse verified(VerifiedToken token) {
        var answer = ValidateTokenResponse.newBuilder()
                .setExpireTime(Times.timestamp(token.expiresAt()))
                .setExpiresIn(duration(token.expiresIn()));
        return switch (token.caller()) {
            case Caller.User program
            when program.scopes().isPresent() ->
                answer.setApiToken(ApiTokenCaller.newBuilder()
                                .setUserId(program.id().toString())
                                .setApiTokenId(program.sessionId().toString())
                                .addAllScopes(program.scopes().get()))
                        .build();
            case Caller.User user ->
                answer.setUser(UserCaller.newBuilder()
                                .setUserId(user.id().toString())
                                .setSessionId(user.sessionId().toString())
                                .addAllRoles(roles(user.roles())))
                        .build();
            case Caller.Service service ->
                answer.setService(ServiceCaller.newBuilder().setClientId(service.clientId()))
                        .build();
            case Caller.Anonymous anonymous -> throw new IllegalStateException("A token belongs to somebody");
        };
    }

    static Duration duration(java.time.Duration duration) {
        return Duration.newBuilder()
                .setSeconds(duration.getSeconds())
                .setNanos(duration.getNano())
                .build();
    }

    private static List<Role> roles(Set<io.todosystem.platform.auth.Role> roles) {
        return roles.stream()
                .sorted()
                .map(role -> switch (role) {
                    case USER -> Role.ROLE_USER;
                    case ADMIN -> Role.ROLE_ADMIN;
                })
                .toList();
    }
}
