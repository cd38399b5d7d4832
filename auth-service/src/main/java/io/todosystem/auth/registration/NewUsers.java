package io.todosystem.auth.registration;

import io.todosystem.auth.account.User;
import io.todosystem.auth.account.UserStore;
import io.todosystem.auth.event.UserEvents;
import io.todosystem.auth.link.MailLinks;
import io.todosystem.auth.link.Purpose;
import io.todosystem.eventing.transaction.Tx;
import io.todosystem.platform.auth.Role;
import io.todosystem.platform.clock.Times;
import io.todosystem.platform.failure.Failure;
import io.todosystem.proto.events.v1.UserRegistered;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Writes a new user and says so to the others. The mail that welcomes carries a link to verify the address. */
@Singleton
final class NewUsers {
    private final UserStore store;
    private final UserEvents events;
    private final MailLinks links;
    private final Clock clock;
    private final Supplier<UUID> ids;

    NewUsers(UserStore store, UserEvents events, MailLinks links, Clock clock, @Named("ids") Supplier<UUID> ids) {
        this.store = store;
        this.events = events;
        this.links = links;
        this.clock = clock;
        this.ids = ids;
    }

    User add(Tx tx, Applicant applicant, String passwordHash, Set<Role> roles) {
        UUID id = ids.get();
        Instant now = clock.instant();
        List<String> roleNames = roles.stream().map(Role::name).sorted().toList();
        int inserted = store.insert(
                id,
                applicant.email(),
                applicant.displayName(),
                applicant.timeZone(),
                roleNames,
                passwordHash,
                UserEvents.FIRST,
                now);
        if (inserted == 0) {
            throw Failure.alreadyExists("EMAIL_TAKEN", "There is an account with this address already");
        }
        links.request(id, Purpose.VERIFY_EMAIL);
        events.first(
                tx,
                id,
                "user.registered",
                UserRegistered.newBuilder()
                        .setUserId(id.toString())
                        .addAllRoles(roleNames)
                        .setTimeZone(applicant.timeZone())
                        .setCreateTime(Times.timestamp(now))
                        .build());
        return store.findById(id).orElseThrow().user();
    }
}
