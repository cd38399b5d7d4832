package io.todosystem.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.todosystem.auth.key.VerificationKey;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.auth.Role;
import io.todosystem.platform.auth.VerifiedToken;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Believes only what {@link AccessTokens} issues: size, header, signature, then claims. The header holds exactly
 * {@code alg}, {@code typ} and {@code kid}, so nothing in a token can name the key that it is checked with.
 */
final class TokenRules {
    private static final int MOST_BYTES = 4096;
    private static final Set<String> HEADER = Set.of("alg", "typ", "kid");
    /** By how much the clocks of two replicas may differ. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private final TokenConfiguration configuration;
    private final Function<String, Optional<VerificationKey>> keys;

    TokenRules(TokenConfiguration configuration, Function<String, Optional<VerificationKey>> keys) {
        this.configuration = configuration;
        this.keys = keys;
    }

    /** Empty if the token is not to be trusted, whatever the cause. */
    Optional<VerifiedToken> believe(String token, Instant now) {
        return token.length() > MOST_BYTES
                ? Optional.empty()
                : parse(token)
                        .filter(jwt -> isOurs(jwt.getHeader()))
                        .filter(this::isSigned)
                        .flatMap(jwt -> believe(jwt, now));
    }

    private Optional<VerifiedToken> believe(SignedJWT jwt, Instant now) {
        try {
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            return isForUs(claims, now)
                    ? Optional.of(VerifiedToken.until(claims.getExpirationTime().toInstant(), caller(claims), now))
                    : Optional.empty();
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<SignedJWT> parse(String token) {
        try {
            return Optional.of(SignedJWT.parse(token));
        } catch (ParseException | RuntimeException e) {
            // The parser lets a NullPointerException out of a header that is the JSON null.
            return Optional.empty();
        }
    }

    private static boolean isOurs(JWSHeader header) {
        return header.getIncludedParams().equals(HEADER)
                && JWSAlgorithm.ES256.equals(header.getAlgorithm())
                && AccessTokens.TYPE.equals(header.getType());
    }

    private boolean isSigned(SignedJWT jwt) {
        return keys.apply(jwt.getHeader().getKeyID())
                .map(key -> {
                    try {
                        return jwt.verify(key.verifier());
                    } catch (JOSEException e) {
                        return false;
                    }
                })
                .orElse(false);
    }

    private boolean isForUs(JWTClaimsSet claims, Instant now) {
        return configuration.issuer().equals(claims.getIssuer())
                && List.of(configuration.audience()).equals(claims.getAudience())
                && isAfter(claims.getExpirationTime(), now)
                && isNotAfter(claims.getIssueTime(), now.plus(CLOCK_SKEW))
                && isNotAfter(
                        claims.getExpirationTime(),
                        claims.getIssueTime().toInstant().plus(AccessTokens.LIFE))
                && (claims.getNotBeforeTime() == null || isNotAfter(claims.getNotBeforeTime(), now.plus(CLOCK_SKEW)));
    }

    private static boolean isAfter(Date claim, Instant moment) {
        return claim != null && claim.toInstant().isAfter(moment);
    }

    private static boolean isNotAfter(Date claim, Instant moment) {
        return claim != null && !claim.toInstant().isAfter(moment);
    }

    private static Caller caller(JWTClaimsSet claims) throws ParseException {
        String subject = Objects.requireNonNullElse(claims.getSubject(), "");
        String scope = Objects.requireNonNullElse(claims.getStringClaim("scope"), "");
        return switch (scope) {
            case AccessTokens.SCOPE_USER ->
                new Caller.User(UUID.fromString(subject), UUID.fromString(text(claims, "sid")), roles(claims));
            case AccessTokens.SCOPE_SERVICE -> service(text(claims, "client_id"), subject);
            default -> throw new ParseException("Scope", 0);
        };
    }

    private static Caller.Service service(String clientId, String subject) throws ParseException {
        if (!clientId.equals(subject)) {
            throw new ParseException("Client and subject differ", 0);
        }
        return new Caller.Service(clientId);
    }

    private static Set<Role> roles(JWTClaimsSet claims) throws ParseException {
        List<String> names = Objects.requireNonNullElse(claims.getStringListClaim("roles"), List.of());
        return names.stream().map(Role::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    private static String text(JWTClaimsSet claims, String name) throws ParseException {
        String value = claims.getStringClaim(name);
        if (value == null || value.isEmpty()) {
            throw new ParseException(name, 0);
        }
        return value;
    }
}
