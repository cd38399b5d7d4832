package io.todosystem.platform.auth;

import io.grpc.Context;
import io.todosystem.platform.failure.Failure;
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

    /** Names the caller in idempotency keys and logs: {@code user:<uuid>}, {@code service:<id>} or {@code anonymous}. */
    String key();

    /** A signed-in person. */
    record User(UUID id, UUID sessionId, Set<Role> roles) implements Caller {
        public User {
            roles = Set.copyOf(roles);
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
