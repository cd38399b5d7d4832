package io.todosystem.platform.auth;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.SignedJWT;
import io.todosystem.platform.failure.Failure;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What can be said against a token without asking anybody, so that garbage costs auth nothing.
 *
 * <p>An API token is a prefix and 256 bits. A JWT must have the header that auth gives its tokens and nothing more, so
 * that none brings a key along or names one by a path, and must not have expired, by clocks that may differ a little.
 */
final class TokenShape {
    private static final int MAX_LENGTH = 4096;
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);
    private static final Pattern JWT = Pattern.compile("[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++");
    private static final Pattern API_TOKEN = Pattern.compile("todo_[A-Za-z0-9_-]{43}");
    /** An RFC 7638 thumbprint. */
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{43}");

    private static final Set<String> HEADER = Set.of("alg", "typ", "kid");
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    private TokenShape() {}

    static void check(String token, Instant now) {
        boolean plausible = token.length() <= MAX_LENGTH
                && (API_TOKEN.matcher(token).matches() || (JWT.matcher(token).matches() && isPlausible(token, now)));
        if (!plausible) {
            throw invalid();
        }
    }

    private static boolean isPlausible(String jwt, Instant now) {
        try {
            SignedJWT parsed = SignedJWT.parse(jwt);
            Date expiry = parsed.getJWTClaimsSet().getExpirationTime();
            return isOurs(parsed.getHeader())
                    && expiry != null
                    && expiry.toInstant().plus(CLOCK_SKEW).isAfter(now);
        } catch (ParseException | RuntimeException e) {
            // The parser lets a NullPointerException out of a header that is the JSON null.
            return false;
        }
    }

    private static boolean isOurs(JWSHeader header) {
        return header.getIncludedParams().equals(HEADER)
                && JWSAlgorithm.ES256.equals(header.getAlgorithm())
                && TYPE.equals(header.getType())
                && KEY_ID.matcher(header.getKeyID()).matches();
    }

    static Failure invalid() {
        return Failure.unauthenticated(
                "INVALID_TOKEN",
                "The access token has expired, was revoked or is not genuine; refresh it or sign in again");
    }
}
