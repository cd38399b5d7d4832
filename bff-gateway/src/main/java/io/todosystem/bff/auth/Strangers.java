package io.todosystem.bff.auth;

import io.micronaut.http.HttpRequest;
import io.todosystem.platform.auth.Authenticator;
import jakarta.inject.Singleton;

/** Tells strangers from those who are signed in, as far as can be told without asking anybody. */
@Singleton
public final class Strangers {
    private final Authenticator authenticator;

    Strangers(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /**
     * Whether it asks for what needs a token and shows none that was seen here to be good. Who is no stranger may still
     * be refused: the token may have been revoked since.
     */
    public boolean sent(HttpRequest<?> request) {
        return AuthenticationFilter.needsToken(request)
                && BearerHeader.find(request).filter(authenticator::knows).isEmpty();
    }
}
