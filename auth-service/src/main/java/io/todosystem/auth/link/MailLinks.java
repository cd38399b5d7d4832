package io.todosystem.auth.link;

import io.todosystem.auth.sealing.RandomToken;
import io.todosystem.platform.failure.Failure;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Links that are mailed: asked for, made just before the mail goes out, used once. There is one a user and purpose; a
 * newer one replaces it. All of this happens in the caller's transaction, with the user's row locked.
 */
@Singleton
public final class MailLinks {
    static final int MOST_AN_HOUR = 5;
    private static final Duration HOUR = Duration.ofHours(1);

    private final LinkStore store;
    private final Clock clock;

    MailLinks(LinkStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** False if the user has asked for too many within an hour: then no mail goes out. */
    public boolean request(UUID userId, Purpose purpose) {
        Instant now = clock.instant();
        return store.request(userId, purpose.name(), now, now.minus(HOUR), MOST_AN_HOUR) == 1;
    }

    /** What to tell somebody who asked too often. */
    public Failure tooMany(UUID userId, Purpose purpose) {
        Instant now = clock.instant();
        Instant oldest =
                store.oldestRequest(userId, purpose.name(), now.minus(HOUR)).orElse(now);
        return Failure.resourceExhausted(
                "TOO_MANY_MAILS",
                "At most " + MOST_AN_HOUR + " of these mails are sent within an hour",
                Duration.between(now, oldest.plus(HOUR)));
    }

    /** Empty if nobody asked for such a link, or what it is for is done. */
    public Optional<RandomToken> mint(UUID userId, Purpose purpose) {
        RandomToken token = RandomToken.random();
        int minted =
                store.mint(userId, purpose.name(), token.hash(), clock.instant().plus(purpose.life()));
        return minted == 1 ? Optional.of(token) : Optional.empty();
    }

    /** Whose link it is, if it is good. It may be used up by another until the user is locked. */
    public Optional<UUID> owner(RandomToken token, Purpose purpose) {
        return store.findOwner(token.hash(), purpose.name(), clock.instant()).map(LinkStore.Owner::userId);
    }

    /** True once for each link. */
    public boolean use(RandomToken token, Purpose purpose) {
        return store.use(token.hash(), purpose.name(), clock.instant()) == 1;
    }

    /** What the link was for is done or not to be done any more. */
    public void drop(UUID userId, Purpose purpose) {
        store.drop(userId, purpose.name());
    }

    public static Failure invalid() {
        return new Failure(
                        io.grpc.Status.Code.INVALID_ARGUMENT,
                        "INVALID_LINK",
                        "The link is used up, replaced by a newer one, expired or unknown; ask for another mail")
                .violation("token", "is not one of a link that is good now");
    }
}
