package io.todosystem.auth.account;

import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.auth.Role;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

/** Who is who, as far as the caller may know. */
@Singleton
public final class Directory {
    private final UserStore store;
    private final Transactions transactions;

    Directory(UserStore store, Transactions transactions) {
        this.store = store;
        this.transactions = transactions;
    }

    /** Foreign and unknown ids are the same to a user. */
    public User find(Caller caller, UUID id) {
        return Optional.of(id)
                .filter(asked -> maySee(caller, asked))
                .flatMap(asked -> transactions.query(_ -> store.findById(asked)))
                .map(UserRow::user)
                .orElseThrow(() -> UserChanges.noSuchUser(id));
    }

    /** In the order asked, without those that do not exist. */
    public List<User> findAll(List<UUID> ids) {
        Map<UUID, User> found = transactions.query(_ -> store.findByIdIn(Set.copyOf(ids))).stream()
                .map(UserRow::user)
                .collect(toMap(User::id, identity()));
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    private static boolean maySee(Caller caller, UUID id) {
        return switch (caller) {
            case Caller.User user -> user.id().equals(id) || user.roles().contains(Role.ADMIN);
            case Caller.Service service -> true;
            case Caller.Anonymous anonymous -> false;
        };
    }
}
