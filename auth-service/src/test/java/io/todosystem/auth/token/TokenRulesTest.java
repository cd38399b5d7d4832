package io.todosystem.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import io.todosystem.auth.key.SigningKey;
import io.todosystem.auth.key.VerificationKey;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.auth.Role;
import io.todosystem.platform.auth.VerifiedToken;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What a forger would try, and what must go on working. */
final class TokenRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final UUID USER = UUID.fromString("01936f00-0000-7000-8000-000000000001");
    private static final UUID SESSION = UUID.fromString("01936f00-0000-7000-8000-000000000002");
    private static final SigningKey KEY = SigningKey.generate();
    private static final TokenConfiguration CONFIGURATION =
            new TokenConfiguration("https://auth.example", "todo-system");

    private final TokenRules rules =
            new TokenRules(CONFIGURATION, id -> id.equals(KEY.id()) ? Optional.of(published(KEY)) : Optional.empty());

    @Test
    void a_token_of_a_user_names_the_user_the_session_and_the_roles() {
        assertThat(rules.believe(signed(header(), claims().build()), NOW))
                .contains(VerifiedToken.until(
                        NOW.plusSeconds(600), new Caller.User(USER, SESSION, Set.of(Role.USER, Role.ADMIN)), NOW));
    }

    @Test
    void a_token_of_a_service_names_the_client() {
        JWTClaimsSet claims = ofService().build();

        assertThat(rules.believe(signed(header(), claims), NOW))
                .contains(VerifiedToken.until(NOW.plusSeconds(600), new Caller.Service("tasks"), NOW));
    }

    @Test
    void it_is_believed_until_the_moment_it_expires() {
        String token = signed(header(), claims().build());

        assertThat(rules.believe(token, NOW.plusSeconds(599))).isPresent();
        assertThat(rules.believe(token, NOW.plusSeconds(600))).isEmpty();
    }

    @Test
    void alg_none_is_refused() {
        String header = encoded("{\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"" + KEY.id() + "\"}");
        String payload = encoded(claims().build().toString());

        assertRefused(header + "." + payload + ".");
        assertRefused(header + "." + payload);
        assertRefused(
                encoded("{\"alg\":\"nOnE\",\"typ\":\"at+jwt\",\"kid\":\"" + KEY.id() + "\"}") + "." + payload + ".");
    }

    @Test
    void a_mac_under_the_public_key_is_refused() throws JOSEException {
        byte[] publicKey = KEY.pair().toECPublicKey().getEncoded();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(AccessTokens.TYPE)
                .keyID(KEY.id())
                .build();

        assertRefused(signed(header, claims().build(), new MACSigner(publicKey)));
    }

    @Test
    void other_algorithms_are_refused() throws JOSEException {
        var rsa = new RSAKeyGenerator(2048).keyID(KEY.id()).generate();
        var p384 = new ECKeyGenerator(Curve.P_384).keyID(KEY.id()).generate();

        assertRefused(signed(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(AccessTokens.TYPE)
                        .keyID(KEY.id())
                        .build(),
                claims().build(),
                new RSASSASigner(rsa)));
        assertRefused(signed(
                new JWSHeader.Builder(JWSAlgorithm.ES384)
                        .type(AccessTokens.TYPE)
                        .keyID(KEY.id())
                        .build(),
                claims().build(),
                new ECDSASigner(p384)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "dpop+jwt", "id_token"})
    void another_typ_is_refused(String type) {
        assertRefused(signed(builder().type(new JOSEObjectType(type)).build(), claims().build()));
    }

    @Test
    void a_missing_typ_is_refused() {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(KEY.id()).build();

        assertRefused(signed(header, claims().build()));
    }

    @Test
    void an_unknown_or_missing_kid_is_refused() {
        assertRefused(signed(builder().keyID("somebody-else").build(), claims().build()));
        assertRefused(signed(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(AccessTokens.TYPE)
                        .build(),
                claims().build()));
    }

    @Test
    void a_key_of_somebody_else_under_our_kid_is_refused() {
        assertRefused(signed(header(), claims().build(), SigningKey.generate().signer()));
    }

    @Test
    void headers_that_bring_a_key_along_are_refused_even_on_a_token_we_signed() {
        URI anywhere = URI.create("https://attacker.example/keys");

        assertRefused(signed(builder().jwkURL(anywhere).build(), claims().build()));
        assertRefused(signed(builder().x509CertURL(anywhere).build(), claims().build()));
        assertRefused(
                signed(builder().x509CertChain(List.of(new Base64("MIIB"))).build(), claims().build()));
        assertRefused(signed(builder().jwk(KEY.pair().toPublicJWK()).build(), claims().build()));
    }

    @Test
    void critical_and_custom_headers_are_refused() {
        assertRefused(signed(
                builder().criticalParams(Set.of("exp")).customParam("exp", 1).build(), claims().build()));
        assertRefused(signed(builder().customParam("b64x", true).build(), claims().build()));
    }

    @Test
    void duplicated_claims_are_refused() {
        String json = claims().build().toString();
        String twice = json.substring(0, json.length() - 1) + ",\"sub\":\"" + UUID.randomUUID() + "\"}";

        assertRefused(signedText(twice));
    }

    @Test
    void duplicated_header_parameters_are_refused() throws JOSEException {
        Base64URL header = Base64URL.encode(
                "{\"alg\":\"none\",\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"" + KEY.id() + "\"}");
        Base64URL payload = Base64URL.encode(claims().build().toString());
        Base64URL signature = KEY.signer().sign(header(), (header + "." + payload).getBytes(UTF_8));

        assertRefused(header + "." + payload + "." + signature);
    }

    @Test
    void an_all_zero_signature_is_refused() {
        assertRefused(withSignature(new byte[64]));
    }

    @Test
    void a_signature_of_another_length_is_refused() {
        assertRefused(withSignature(new byte[0]));
        assertRefused(withSignature(new byte[63]));
        assertRefused(withSignature(new byte[65]));
    }

    @Test
    void a_changed_payload_is_refused() {
        String[] parts = signed(header(), claims().build()).split("\\.", -1);
        String other =
                encoded(claims().subject(UUID.randomUUID().toString()).build().toString());

        assertRefused(parts[0] + "." + other + "." + parts[2]);
    }

    @Test
    void another_issuer_and_another_audience_are_refused() {
        assertRefused(claims -> claims.issuer("https://auth.attacker.example"));
        assertRefused(claims -> claims.issuer(null));
        assertRefused(claims -> claims.audience("somebody-else"));
        assertRefused(claims -> claims.audience(List.of("todo-system", "somebody-else")));
        assertRefused(claims -> claims.audience((String) null));
    }

    @Test
    void times_that_make_no_sense_are_refused() {
        assertRefused(claims -> claims.expirationTime(null));
        assertRefused(claims -> claims.issueTime(null));
        assertRefused(claims -> claims.issueTime(at(Duration.ofMinutes(5))));
        assertRefused(claims -> claims.notBeforeTime(at(Duration.ofMinutes(5))));
        assertRefused(claims -> claims.expirationTime(at(Duration.ofDays(365))));
    }

    @Test
    void clocks_of_replicas_may_differ_a_little() {
        JWTClaimsSet claims = claims().issueTime(at(Duration.ofSeconds(20)))
                .expirationTime(at(Duration.ofSeconds(620)))
                .build();

        assertThat(rules.believe(signed(header(), claims), NOW)).isPresent();
    }

    @Test
    void a_user_without_subject_session_or_roles_that_we_know_is_refused() {
        assertRefused(claims -> claims.subject("tasks"));
        assertRefused(claims -> claims.subject(null));
        assertRefused(claims -> claims.claim("sid", null));
        assertRefused(claims -> claims.claim("sid", "1"));
        assertRefused(claims -> claims.claim("sid", Map.of("a", 1)));
        assertRefused(claims -> claims.claim("roles", List.of("ROOT")));
        assertRefused(claims -> claims.claim("roles", "USER"));
        assertRefused(claims -> claims.claim("scope", null));
        assertRefused(claims -> claims.claim("scope", "user service"));
    }

    @Test
    void a_service_without_client_is_refused() {
        assertRefusedClaims(ofService().claim("client_id", null).build());
        assertRefusedClaims(ofService().claim("client_id", "").build());
        assertRefusedClaims(ofService().claim("client_id", "bff").build());
    }

    @Test
    void more_than_4_kib_is_refused_unread() {
        assertRefused(claims -> claims.claim("padding", "x".repeat(4096)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a.b.c",
                "eyJhbGciOiJFUzI1NiJ9",
                "🦊.🦊.🦊",
                "{}.{}.{}",
                "bnVsbA.bnVsbA.bnVsbA"
            })
    void what_is_no_token_is_refused(String text) {
        assertRefused(text);
    }

    private void assertRefused(String token) {
        assertThat(rules.believe(token, NOW)).isEmpty();
    }

    private void assertRefused(UnaryOperator<JWTClaimsSet.Builder> change) {
        assertRefusedClaims(change.apply(claims()).build());
    }

    private void assertRefusedClaims(JWTClaimsSet claims) {
        assertRefused(signed(header(), claims));
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("https://auth.example")
                .audience("todo-system")
                .subject(USER.toString())
                .claim("client_id", "todo")
                .claim("scope", "user")
                .claim("sid", SESSION.toString())
                .claim("roles", List.of("ADMIN", "USER"))
                .jwtID(UUID.randomUUID().toString())
                .issueTime(at(Duration.ZERO))
                .expirationTime(at(Duration.ofMinutes(10)));
    }

    private static JWTClaimsSet.Builder ofService() {
        return claims().subject("tasks")
                .claim("client_id", "tasks")
                .claim("scope", "service")
                .claim("sid", null)
                .claim("roles", null);
    }

    private static Date at(Duration fromNow) {
        return Date.from(NOW.plus(fromNow));
    }

    private static JWSHeader.Builder builder() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256).type(AccessTokens.TYPE).keyID(KEY.id());
    }

    private static JWSHeader header() {
        return builder().build();
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims) {
        return signed(header, claims, KEY.signer());
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        return sign(new JWSObject(header, claims.toPayload()), signer);
    }

    private static String signedText(String payload) {
        return sign(new JWSObject(header(), new Payload(payload)), KEY.signer());
    }

    private static String sign(JWSObject token, JWSSigner signer) {
        try {
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String withSignature(byte[] signature) {
        String token = signed(header(), claims().build());
        return token.substring(0, token.lastIndexOf('.') + 1) + Base64URL.encode(signature);
    }

    private static String encoded(String json) {
        return Base64URL.encode(json).toString();
    }

    private static VerificationKey published(SigningKey key) {
        try {
            return VerificationKey.of(key.pair().toPublicJWK());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
