package io.todosystem.auth;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.todosystem.proto.auth.v1.IssueServiceTokenRequest;
import io.todosystem.proto.auth.v1.LogoutRequest;
import io.todosystem.proto.auth.v1.RegisterResponse;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What auth answers over plain HTTP. */
final class ManagementIT {
    @RegisterExtension
    static final AuthExtension AUTH = new AuthExtension();

    private final HttpClient http = HttpClient.newHttpClient();
    private final AuthProcess auth = AUTH.process();

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void the_published_keys_verify_tokens_and_show_nothing_private() throws Exception {
        SignedJWT token = SignedJWT.parse(auth.register().getTokens().getAccessToken());

        HttpResponse<String> answer = get("/.well-known/jwks.json", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("public, max-age=300");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(answer.body()).doesNotContain("\"d\"");
        var key = JWKSet.parse(answer.body()).getKeyByKeyId(token.getHeader().getKeyID());
        assertThat(key.computeThumbprint().toString()).isEqualTo(key.getKeyID());
        assertThat(token.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
    }

    @Test
    void the_edge_learns_who_is_asking() throws Exception {
        RegisterResponse registered = auth.register();
        String token = registered.getTokens().getAccessToken();

        HttpResponse<String> answer = get("/validate", "Bearer " + token);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("X-User-Id"))
                .contains(registered.getUser().getId());
        assertThat(answer.headers().firstValue("X-Session-Id"))
                .contains(SignedJWT.parse(token).getJWTClaimsSet().getStringClaim("sid"));
        assertThat(answer.headers().firstValue("X-Roles")).contains("USER");
        assertThat(get("/validate", "bearer  " + token).statusCode()).isEqualTo(200);
    }

    @Test
    void a_service_is_named_as_a_client_and_not_as_a_user() throws Exception {
        String token = auth.anonymous()
                .issueServiceToken(IssueServiceTokenRequest.newBuilder()
                        .setClientId("bff")
                        .setClientSecret(AuthProcess.secretOf("bff"))
                        .build())
                .getAccessToken();

        HttpResponse<String> answer = get("/validate", "Bearer " + token);

        assertThat(answer.headers().firstValue("X-Client-Id")).contains("bff");
        assertThat(answer.headers().firstValue("X-User-Id")).isEmpty();
    }

    @Test
    void whoever_brings_no_good_token_is_challenged() throws Exception {
        RegisterResponse registered = auth.register();
        String token = registered.getTokens().getAccessToken();

        for (String authorization : new String[] {"", "Basic YTpi", "Bearer"}) {
            assertChallenged("Bearer", get("/validate", authorization));
        }
        for (String bad : new String[] {"x", token + "x", "a.b.c"}) {
            assertChallenged("Bearer error=\"invalid_token\"", get("/validate", "Bearer " + bad));
        }
    }

    @Test
    void a_logout_shows_at_the_edge_within_two_seconds() throws Exception {
        RegisterResponse registered = auth.register();
        String token = registered.getTokens().getAccessToken();
        assertThat(get("/validate", "Bearer " + token).statusCode()).isEqualTo(200);

        auth.with(token).logout(LogoutRequest.getDefaultInstance());

        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(
                        () -> assertChallenged("Bearer error=\"invalid_token\"", get("/validate", "Bearer " + token)));
    }

    @Test
    void health_and_metrics_are_there() throws Exception {
        assertThat(get("/health/liveness", "").statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() ->
                        assertThat(get("/health/readiness", "").statusCode()).isEqualTo(200));
        assertThat(get("/prometheus", "").statusCode()).isEqualTo(200);
    }

    private static void assertChallenged(String challenge, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains(challenge);
        assertThat(answer.headers().firstValue("X-User-Id")).isEmpty();
    }

    private HttpResponse<String> get(String path, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(auth.management(path));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
