package io.todosystem.bff.auth;

import io.micronaut.http.HttpRequest;
import io.todosystem.platform.auth.Authenticator;
import jakarta.inject.Singleton;

/** Tells the requests of those who are signed in from all others, as far as can be told without asking anybody. */
@Singleton
public final class KnownTokens {
    private final Authenticator authenticator;

    KnownTokens(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** Not whether it may do anything: the token may have been revoked since it was seen to be good. */
    public boolean shownBy(HttpRequest<?> request) {
        return BearerHeader.find(request).filter(authenticator::knows).isPresent();
    }
}
