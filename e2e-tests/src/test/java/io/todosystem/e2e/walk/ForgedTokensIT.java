package io.todosystem.e2e.walk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.todosystem.e2e.Rest.Account;
import io.todosystem.e2e.Stack;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** What somebody without our key can make of a good token and the published keys, at the doors of the whole system. */
@ExtendWith(Stack.Extension.class)
class ForgedTokensIT {
    private static final String CONTROL = "control: the token itself";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Stack stack;
    private final Account ada;
    private final String header;
    private final String claims;
    private final byte[] signature;
    private final JsonNode published;
    private final KeyPair attacker;

    ForgedTokensIT(Stack stack) throws Exception {
        this.stack = stack;
        this.ada = stack.rest().register("Ada");
        String[] parts = ada.accessToken().split("\\.", -1);
        this.header = decoded(parts[0]);
        this.claims = decoded(parts[1]);
        this.signature = Base64.getUrlDecoder().decode(parts[2]);
        this.published = publishedKey();
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        this.attacker = generator.generateKeyPair();
    }

    @TestFactory
    Stream<DynamicTest> none_opens_a_door_of_rest_or_of_any_service() throws Exception {
        var tokens = tokens();
        assertThat(tokens).hasSizeGreaterThan(20);
        var rpcs = Rpc.all().stream()
                .filter(rpc -> rpc.method().equals("ListTasks") || rpc.method().equals("GetUnreadCount"))
                .toList();
        assertThat(rpcs).hasSize(2);
        return tokens.entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> {
                    boolean good = entry.getKey().equals(CONTROL);
                    var me = stack.rest().as(entry.getValue()).get("/api/v1/me");
                    assertThat(me.status()).isEqualTo(good ? 200 : 401);
                    if (!good) {
                        assertThat(me.text("/code")).isEqualTo("INVALID_TOKEN");
                        assertThat(me.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
                    }
                    for (Rpc rpc : rpcs) {
                        assertThat(rpc.call(stack.channel(rpc.process()), entry.getValue())
                                        .reason())
                                .as(rpc.toString())
                                .isEqualTo(good ? "UNREADABLE_MESSAGE" : "INVALID_TOKEN");
                    }
                    for (String process : new String[] {"bff", "auth", "tasks", "notification"}) {
                        assertThat(stack.local().logs(process, 20))
                                .as(process)
                                .noneMatch(line -> line.contains(entry.getValue()) || line.contains(" ERROR "));
                    }
                }));
    }

    private Map<String, String> tokens() throws Exception {
        String kid = JSON.readTree(header).get("kid").asText();
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put(CONTROL, ada.accessToken());
        tokens.put("alg none", encoded(header.replace("ES256", "none")) + "." + encoded(claims) + ".");
        tokens.put("alg none with the signature", joined(header.replace("ES256", "none"), claims, signature));
        tokens.put("HS256 with the published key", mac(published.toString().getBytes(UTF_8)));
        tokens.put("HS256 with its coordinates", mac(coordinates()));
        tokens.put("HS256 with nothing", mac(new byte[1]));
        tokens.put("another key under our kid", signed(header, claims));
        tokens.put("another installation", signed(header.replace(kid, "x".repeat(43)), claims));
        tokens.put("kid is a path", signed(header.replace(kid, "../../../../../../dev/null"), claims));
        tokens.put("kid is SQL", signed(header.replace(kid, "x' OR '1'='1"), claims));
        for (String more : new String[] {
            "\"jku\":\"https://attacker.example/keys\"",
            "\"x5u\":\"https://attacker.example/cert\"",
            "\"jwk\":" + attackersKey(),
            "\"crit\":[\"exp\"],\"exp\":1",
            "\"b64\":false"
        }) {
            tokens.put("header " + more, signed("{" + more + "," + header.substring(1), claims));
        }
        tokens.put("header twice", joined("{\"alg\":\"none\"," + header.substring(1), claims, signature));
        tokens.put("typ JWT", joined(header.replace("at+jwt", "JWT"), claims, signature));
        tokens.put("a later end", joined(header, claims.replaceAll("\"exp\":\\d+", "\"exp\":99999999999"), signature));
        tokens.put("expired", joined(header, claims.replaceAll("\"exp\":\\d+", "\"exp\":1"), signature));
        tokens.put("an administrator", joined(header, claims.replace("[\"USER\"]", "[\"ADMIN\"]"), signature));
        tokens.put(
                "somebody else",
                joined(header, claims.replace(ada.id(), UUID.randomUUID().toString()), signature));
        tokens.put("all-zero signature", joined(header, claims, new byte[64]));
        tokens.put("signature in DER", joined(header, claims, der()));
        tokens.put("half a signature", joined(header, claims, Arrays.copyOf(signature, 32)));
        tokens.put("the refresh token", ada.refreshToken());
        tokens.put("an API token that nobody made", "todo_" + "A".repeat(43));
        tokens.put("oversized", joined(header, claims.replace("{", "{\"x\":\"" + "y".repeat(4096) + "\","), signature));
        return tokens;
    }

    private String signed(String withHeader, String withClaims) throws GeneralSecurityException {
        var content = encoded(withHeader) + "." + encoded(withClaims);
        var signing = Signature.getInstance("SHA256withECDSAinP1363Format");
        signing.initSign(attacker.getPrivate());
        signing.update(content.getBytes(UTF_8));
        return content + "." + encoded(signing.sign());
    }

    private String mac(byte[] secret) throws GeneralSecurityException {
        var content = encoded(header.replace("ES256", "HS256")) + "." + encoded(claims);
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return content + "." + encoded(mac.doFinal(content.getBytes(UTF_8)));
    }

    private byte[] coordinates() {
        var decoder = Base64.getUrlDecoder();
        byte[] x = decoder.decode(published.get("x").asText());
        byte[] y = decoder.decode(published.get("y").asText());
        return ByteBuffer.allocate(x.length + y.length + 1)
                .put((byte) 4)
                .put(x)
                .put(y)
                .array();
    }

    private String attackersKey() {
        var point = ((ECPublicKey) attacker.getPublic()).getW();
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\""
                + encoded(point.getAffineX().toByteArray()) + "\",\"y\":\""
                + encoded(point.getAffineY().toByteArray()) + "\"}";
    }

    /** The same two numbers as ASN.1 writes them. */
    private byte[] der() {
        byte[] r = new BigInteger(1, Arrays.copyOf(signature, 32)).toByteArray();
        byte[] s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)).toByteArray();
        return ByteBuffer.allocate(6 + r.length + s.length)
                .put((byte) 0x30)
                .put((byte) (4 + r.length + s.length))
                .put((byte) 2)
                .put((byte) r.length)
                .put(r)
                .put((byte) 2)
                .put((byte) s.length)
                .put(s)
                .array();
    }

    private JsonNode publishedKey() throws Exception {
        var uri = URI.create("http://127.0.0.1:" + stack.local().ports().management("auth") + "/.well-known/jwks.json");
        try (var http = HttpClient.newHttpClient()) {
            var keys = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            return JSON.readTree(keys.body()).at("/keys/0");
        }
    }

    private static String joined(String header, String claims, byte[] signature) {
        return encoded(header) + "." + encoded(claims) + "." + encoded(signature);
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), UTF_8);
    }
}
