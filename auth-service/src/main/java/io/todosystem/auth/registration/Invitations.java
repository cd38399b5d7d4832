package io.todosystem.auth.registration;

import io.todosystem.auth.sealing.RandomToken;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.failure.Failure;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Invitations: made by administrators, each good for one registration. What is used or expired is deleted. */
@Singleton
public final class Invitations {
    static final Duration USUAL = Duration.ofDays(7);
    static final Duration LONGEST = Duration.ofDays(30);

    private final InvitationStore store;
    private final Transactions transactions;
    private final Clock clock;
    private final Supplier<UUID> ids;

    Invitations(InvitationStore store, Transactions transactions, Clock clock, @Named("ids") Supplier<UUID> ids) {
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    /** With its code, which nobody can ask for later. {@code email} empty is for any address. */
    public Made invite(UUID administrator, String email, Optional<Instant> end) {
        Instant now = clock.instant();
        Instant expiresAt = end.orElse(now.plus(USUAL));
        if (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(LONGEST))) {
            throw Failure.invalid("expire_time", "must be after now and within " + LONGEST.toDays() + " days");
        }
        Invitation invitation = new Invitation(ids.get(), email, now, expiresAt);
        RandomToken code = RandomToken.random();
        transactions.inTransactionDo(tx -> {
            store.deleteExpired(now);
            store.add(invitation.id(), code.hash(), email.isEmpty() ? null : email, administrator, now, expiresAt);
        });
        return new Made(invitation, code);
    }

    /** {@link Failure} PERMISSION_DENIED if the code is not good for this address now. */
    void require(RandomToken code, String address) {
        if (transactions.query(_ -> store.countGood(code.hash(), address, clock.instant())) == 0) {
            throw invalid();
        }
    }

    /** In the transaction of the registration: of two with one code the second one waits here, and is refused. */
    void use(RandomToken code, String address) {
        if (store.use(code.hash(), address, clock.instant()) == 0) {
            throw invalid();
        }
    }

    private static Failure invalid() {
        return Failure.permissionDenied(
                "INVALID_INVITATION",
                "Registering needs the code of an invitation that is good for this address and was not used");
    }

    /** A new invitation and its code. */
    public record Made(Invitation invitation, RandomToken code) {}
}
