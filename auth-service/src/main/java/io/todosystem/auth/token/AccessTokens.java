package io.todosystem.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.todosystem.auth.key.SigningKey;
import io.todosystem.auth.key.SigningKeys;
import io.todosystem.auth.revocation.Revocations;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.auth.Role;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.Supplier;

/** Issues access tokens: JWTs of RFC 9068, signed with ES256. */
@Singleton
public final class AccessTokens {
    static final Duration LIFE = Revocations.BELIEVED;

    static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    static final String SCOPE_USER = "user";
    static final String SCOPE_SERVICE = "service";

    /** The client through which people sign in. */
    private static final String USERS_CLIENT = "todo";

    private final TokenConfiguration configuration;
    private final SigningKeys keys;
    private final Clock clock;
    private final Supplier<UUID> ids;

    AccessTokens(TokenConfiguration configuration, SigningKeys keys, Clock clock, @Named("ids") Supplier<UUID> ids) {
        this.configuration = configuration;
        this.keys = keys;
        this.clock = clock;
        this.ids = ids;
    }

    /** Does not outlive the session, which could not be ended afterwards. */
    public AccessToken issue(Caller.User user, Instant sessionEnd) {
        Instant now = clock.instant();
        Duration rest = Duration.between(now, sessionEnd);
        Duration life = rest.compareTo(LIFE) < 0 ? rest : LIFE;
        return sign(
                claims(user.id().toString(), USERS_CLIENT, SCOPE_USER, now)
                        .claim("sid", user.sessionId().toString())
                        .claim(
                                "roles",
                                user.roles().stream().map(Role::name).sorted().toList()),
                now,
                life);
    }

    public AccessToken issue(Caller.Service service) {
        Instant now = clock.instant();
        return sign(claims(service.clientId(), service.clientId(), SCOPE_SERVICE, now), now, LIFE);
    }

    private JWTClaimsSet.Builder claims(String subject, String client, String scope, Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(configuration.issuer())
                .audience(configuration.audience())
                .subject(subject)
                .claim("client_id", client)
                .claim("scope", scope)
                .jwtID(ids.get().toString())
                .issueTime(Date.from(now));
    }

    private AccessToken sign(JWTClaimsSet.Builder claims, Instant now, Duration life) {
        SigningKey key = keys.active();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(TYPE)
                .keyID(key.id())
                .build();
        SignedJWT token = new SignedJWT(
                header, claims.expirationTime(Date.from(now.plus(life))).build());
        try {
            token.sign(key.signer());
        } catch (JOSEException e) {
            throw new IllegalStateException("ES256 is not available", e);
        }
        return new AccessToken(token.serialize(), life);
    }
}
