package io.todosystem.notification.link;

import io.grpc.StatusRuntimeException;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.Channels;
import io.todosystem.platform.grpc.Failures;
import io.todosystem.proto.auth.v1.AuthServiceGrpc;
import io.todosystem.proto.auth.v1.MintMailLinkRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;

/**
 * Asks auth for the link of a mail, just before the mail goes out: a link is in no event and no table of ours. A mail
 * that is tried again gets a new one, and the one before is void.
 */
@Singleton
public final class MailLinks {

    private final AuthServiceGrpc.AuthServiceBlockingStub auth;

    MailLinks(Channels channels) {
        this.auth = AuthServiceGrpc.newBlockingStub(channels.asService("auth"));
    }

    public Minted mint(UUID userId, String notice) {
        return LinkKind.of(notice).map(kind -> mint(userId, kind)).orElseGet(Minted.NotNeeded::new);
    }

    private Minted mint(UUID userId, LinkKind kind) {
        try {
            var minted = auth.mintMailLink(MintMailLinkRequest.newBuilder()
                    .setUserId(userId.toString())
                    .setPurpose(kind.purpose())
                    .build());
            var life = Duration.ofSeconds(minted.getValidFor().getSeconds());
            return new Minted.Made(new Link(kind.action(), kind.path(), minted.getToken(), life));
        } catch (StatusRuntimeException e) {
            return refused(Failures.from(e), kind);
        }
    }

    private static Minted refused(Failure failure, LinkKind kind) {
        return switch (failure.code()) {
            case FAILED_PRECONDITION, NOT_FOUND -> kind.isNeeded() ? new Minted.NotWanted() : new Minted.NotNeeded();
            default -> new Minted.Unavailable("AUTH_" + failure.code());
        };
    }
}
