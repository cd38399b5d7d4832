package io.todosystem.platform.auth;

import io.grpc.Context;
import io.todosystem.platform.failure.Failure;
import io.todosystem.proto.access.v1.Scope;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who made the request.
 *
 * <p>The server's interceptor puts it into the {@link Context} before the method runs; code on another thread sees it
 * only if the Context was carried there. Outside of a request the caller is {@link Anonymous}.
 */
public sealed interface Caller {
    /** Set by the server for each call. */
    Context.Key<Caller> KEY = Context.keyWithDefault("caller", new Anonymous());

    static Caller current() {
        return KEY.get();
    }

    /** The user who calls; {@link Failure} UNAUTHENTICATED if it is none. */
    static User requireUser() {
        if (current() instanceof User user) {
            return user;
        }
        throw Failure.unauthenticated("USER_REQUIRED", "This needs a signed-in user");
    }

    /**
     * Names the caller in idempotency keys and logs: {@code user:<uuid>}, {@code service:<id>} or {@code anonymous}.
     */
    String key();

    /**
     * A signed-in person, or a program that has an API token of theirs.
     *
     * @param sessionId what a revocation names: the session, or the API token
     * @param scopes what an API token is limited to; empty for the person, who needs none
     */
    record User(UUID id, UUID sessionId, Set<Role> roles, Optional<Set<Scope>> scopes) implements Caller {
        public User {
            roles = Set.copyOf(roles);
            scopes = scopes.map(Set::copyOf);
        }

        public User(UUID id, UUID sessionId, Set<Role> roles) {
            this(id, sessionId, roles, Optional.empty());
        }

        /** False for every API token if the right has no scope. */
        public boolean holds(Scope needed) {
            return scopes.map(held -> needed != Scope.SCOPE_UNSPECIFIED && held.contains(needed))
                    .orElse(true);
        }

        @Override
        public String key() {
            return "user:" + id;
        }
    }

    /** A process of this installation, or its operator. */
    record Service(String clientId) implements Caller {
        @Override
        public String key() {
            return "service:" + clientId;
        }
    }

    /** Nobody in particular. */
    record Anonymous() implements Caller {
        @Override
        public String key() {
            return "anonymous";
        }
    }
}
