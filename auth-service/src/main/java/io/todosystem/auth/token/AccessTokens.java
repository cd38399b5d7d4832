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
    public static final Duration LIFE = Revocations.BELIEVED;

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

    public String issue(Caller.User user) {
        return sign(claims(user.id().toString(), USERS_CLIENT, SCOPE_USER)
                .claim("sid", user.sessionId().toString())
                .claim("roles", user.roles().stream().map(Role::name).sorted().toList())
                .build());
    }

    public String issue(Caller.Service service) {
        return sign(
                claims(service.clientId(), service.clientId(), SCOPE_SERVICE).build());
    }

    private JWTClaimsSet.Builder claims(String subject, String client, String scope) {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(configuration.issuer())
                .audience(configuration.audience())
                .subject(subject)
                .claim("client_id", client)
                .claim("scope", scope)
                .jwtID(ids.get().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)));
    }

    private String sign(JWTClaimsSet claims) {
        SigningKey key = keys.active();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(TYPE)
                .keyID(key.id())
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(key.signer());
        } catch (JOSEException e) {
            throw new IllegalStateException("ES256 is not available", e);
        }
        return token.serialize();
    }
}
