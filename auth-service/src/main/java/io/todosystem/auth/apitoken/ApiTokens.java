package io.todosystem.auth.apitoken;

import io.todosystem.auth.revocation.Revocations;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.auth.Role;
import io.todosystem.platform.auth.Scopes;
import io.todosystem.platform.auth.VerifiedToken;
import io.todosystem.platform.failure.Failure;
import io.todosystem.proto.access.v1.Scope;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Bearer tokens for the programs of a user, limited to scopes. */
@Singleton
public final class ApiTokens {
    static final int MOST_OF_A_USER = 50;
    private static final int DEFAULT_DAYS = 90;
    private static final Duration BETWEEN_NOTES_OF_USE = Duration.ofMinutes(1);

    private final ApiTokenStore store;
    private final Revocations revocations;
    private final Transactions transactions;
    private final Clock clock;
    private final Supplier<UUID> ids;

    ApiTokens(
            ApiTokenStore store,
            Revocations revocations,
            Transactions transactions,
            Clock clock,
            @Named("ids") Supplier<UUID> ids) {
        this.store = store;
        this.revocations = revocations;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    /** Whether this is meant to be one, good or not. */
    public static boolean isOne(String token) {
        return token.startsWith(ApiTokenSecret.PREFIX);
    }

    /**
     * Makes one for whoever is signed in.
     *
     * @param days its life; 0 for 90
     */
    public NewApiToken create(Caller.User caller, String name, List<Scope> scopes, int days) {
        String visible = name.strip();
        if (visible.isEmpty()) {
            throw Failure.invalid("name", "must not be blank");
        }
        ApiTokenSecret secret = ApiTokenSecret.random();
        Instant now = clock.instant();
        ApiTokenRow row = new ApiTokenRow(
                ids.get(),
                caller.id(),
                visible,
                scopes.stream().map(Scopes::name).sorted().toList(),
                secret.hash(),
                now,
                now.plus(Duration.ofDays(days == 0 ? DEFAULT_DAYS : days)),
                null,
                null);
        transactions.inTransactionDo(tx -> add(row, caller.sessionId(), now));
        return new NewApiToken(row.token(), secret.text());
    }

    /** A session that has ended a moment ago must not leave a token behind that lives on. */
    private void add(ApiTokenRow row, UUID sessionId, Instant now) {
        store.lockUser(row.userId());
        if (store.findUnrevokedSession(sessionId).isEmpty()) {
            throw Failure.unauthenticated("INVALID_TOKEN", "Your session has ended; sign in again");
        }
        if (store.countLive(row.userId(), now) >= MOST_OF_A_USER) {
            throw Failure.failedPrecondition(
                    "TOO_MANY_API_TOKENS", "You have " + MOST_OF_A_USER + " API tokens; delete one");
        }
        store.save(row);
    }

    /** Those that have not expired, newest first. */
    public List<ApiToken> list(UUID userId) {
        return transactions.query(_ -> store.listLive(userId, clock.instant())).stream()
                .map(ApiTokenRow::token)
                .toList();
    }

    public void delete(UUID userId, UUID id) {
        boolean deleted = transactions.inTransaction(tx -> {
            boolean found = store.revoke(id, userId, clock.instant()) == 1;
            if (found) {
                revocations.count();
            }
            return found;
        });
        if (!deleted) {
            throw Failure.notFound("API_TOKEN_NOT_FOUND", "You have no such API token")
                    .resource("api_token", id.toString());
        }
    }

    /**
     * To be called inside the transaction that gives cause for it, which counts the revocation. Answers how many ended.
     */
    public int endAll(UUID userId) {
        return store.revokeAll(userId, clock.instant());
    }

    /** Whose it is and what it may do; empty if nobody's. */
    public Optional<VerifiedToken> verify(String token) {
        Instant now = clock.instant();
        byte[] hash = new ApiTokenSecret(token).hash();
        return transactions.inTransaction(tx -> store.findLive(hash, now).map(row -> {
            store.use(row.id(), now.minus(BETWEEN_NOTES_OF_USE), now);
            return verified(row, now);
        }));
    }

    private static VerifiedToken verified(ApiTokenRow row, Instant now) {
        Instant askAgain = now.plus(Revocations.BELIEVED);
        return VerifiedToken.until(
                askAgain.isBefore(row.expiresAt()) ? askAgain : row.expiresAt(),
                new Caller.User(row.userId(), row.id(), Set.of(Role.USER), Optional.of(Set.copyOf(row.known()))),
                now);
    }
}
