package io.todosystem.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Every way to a token that somebody tried somewhere. All but the control must be refused. */
record Forgery(ECKey genuine, ECKey foreign, UUID user, UUID session, Instant now) {
    static final String CONTROL = "control: what auth itself would sign";

    Map<String, String> all() throws JOSEException {
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put(CONTROL, signed(header(""), claims("")));
        headers(tokens);
        claims(tokens);
        signatures(tokens);
        return tokens;
    }

    private void headers(Map<String, String> tokens) throws JOSEException {
        tokens.put("alg none", encoded(header("").replace("ES256", "none")) + "." + encoded(claims("")) + ".");
        tokens.put("alg none, signed", signed(header("").replace("ES256", "none"), claims("")));
        tokens.put("HS256 with the public key in DER", mac(publicKeyInDer()));
        tokens.put(
                "HS256 with the public key as a JWK",
                mac(genuine.toPublicJWK().toJSONString().getBytes(UTF_8)));
        tokens.put("unknown kid", signed(header("").replace(genuine.getKeyID(), foreign.getKeyID()), claims("")));
        tokens.put("kid is a path", signed(header("").replace(genuine.getKeyID(), "../../../../dev/null"), claims("")));
        tokens.put(
                "kid is SQL",
                signed(
                        header("").replace(genuine.getKeyID(), "' UNION SELECT private_key FROM signing_keys --"),
                        claims("")));
        tokens.put("no kid", signed("{\"alg\":\"ES256\",\"typ\":\"at+jwt\"}", claims("")));
        tokens.put("jku", signed(header(",\"jku\":\"https://attacker.example/keys\""), claims("")));
        tokens.put("x5u", signed(header(",\"x5u\":\"https://attacker.example/cert\""), claims("")));
        tokens.put("x5c", signed(header(",\"x5c\":[\"MIIB\"]"), claims("")));
        tokens.put("crit", signed(header(",\"crit\":[\"exp\"],\"exp\":1"), claims("")));
        String withKey = header(",\"jwk\":" + foreign.toPublicJWK().toJSONString());
        tokens.put("embedded key, signed with it", signed(foreign, withKey, claims("")));
        tokens.put("embedded key, signed with ours", signed(withKey, claims("")));
        tokens.put("typ of an identity token", signed(header("").replace("at+jwt", "JWT"), claims("")));
        tokens.put("no typ", signed(header("").replace("\"typ\":\"at+jwt\",", ""), claims("")));
        tokens.put("alg twice", signed(header(",\"alg\":\"ES256\""), claims("")));
        tokens.put(
                "alg twice, none first",
                signed("{\"alg\":\"none\"," + header("").substring(1), claims("")));
        tokens.put("header is null", encoded("null") + "." + encoded(claims("")) + "." + encoded("x"));
    }

    private void claims(Map<String, String> tokens) throws JOSEException {
        tokens.put(
                "expired",
                signed(header(""), claims("").replace(at(600), at(-60)).replace(at(0), at(-660))));
        tokens.put("never expires", signed(header(""), claims("").replace("\"exp\":" + at(600) + ",", "")));
        tokens.put("expires in a year", signed(header(""), claims("").replace(at(600), at(31_536_000))));
        tokens.put("not yet valid", signed(header(""), claims(",\"nbf\":" + at(300))));
        tokens.put("issued tomorrow", signed(header(""), claims("").replace(at(0), at(86_400))));
        tokens.put("another audience", signed(header(""), claims("").replace("\"todo-system\"", "\"other\"")));
        tokens.put(
                "another audience beside ours",
                signed(header(""), claims("").replace("\"todo-system\"", "[\"todo-system\",\"other\"]")));
        tokens.put("another issuer", signed(header(""), claims("").replace("auth.todosystem.io", "attacker.example")));
        tokens.put("subject twice", signed(header(""), claims(",\"sub\":\"" + UUID.randomUUID() + "\"")));
        tokens.put("role that there is not", signed(header(""), claims("").replace("[\"USER\"]", "[\"ROOT\"]")));
        tokens.put("oversized", signed(header(""), claims(",\"padding\":\"" + "x".repeat(4096) + "\"")));
        tokens.put("claims are a list", signed(header(""), "[]"));
    }

    private void signatures(Map<String, String> tokens) throws JOSEException {
        String good = signed(header(""), claims(""));
        String body = good.substring(0, good.lastIndexOf('.') + 1);
        Base64URL signature = new Base64URL(good.substring(body.length()));
        tokens.put("all-zero signature", body + Base64URL.encode(new byte[64]));
        tokens.put("signature in DER", body + Base64URL.encode(ECDSA.transcodeSignatureToDER(signature.decode())));
        tokens.put("no signature", body);
        tokens.put("half a signature", body + signature.toString().substring(0, 43));
        String[] parts = good.split("\\.", -1);
        String other = claims("").replace(user.toString(), UUID.randomUUID().toString());
        tokens.put("somebody else under this signature", parts[0] + "." + encoded(other) + "." + parts[2]);
        tokens.put("another installation", signed(foreign, foreignHeader(), claims("")));
        tokens.put(
                "service of another installation",
                signed(
                        foreign,
                        foreignHeader(),
                        claims("")
                                .replace("\"scope\":\"user\"", "\"scope\":\"service\"")
                                .replace(user.toString(), "operator")
                                .replace("\"client_id\":\"todo\"", "\"client_id\":\"operator\"")));
        tokens.put("another installation under our kid", signed(foreign, header(""), claims("")));
        tokens.put("four parts", good + "." + parts[2]);
        tokens.put("API token that nobody made", "todo_" + "A".repeat(43));
    }

    private String header(String more) {
        return "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"" + genuine.getKeyID() + "\"" + more + "}";
    }

    private String foreignHeader() {
        return header("").replace(genuine.getKeyID(), foreign.getKeyID());
    }

    private String claims(String more) {
        return "{\"iss\":\"https://auth.todosystem.io\",\"aud\":\"todo-system\",\"sub\":\"" + user
                + "\",\"client_id\":\"todo\",\"scope\":\"user\",\"sid\":\"" + session
                + "\",\"roles\":[\"USER\"],\"jti\":\"" + UUID.randomUUID() + "\",\"exp\":" + at(600) + ",\"iat\":"
                + at(0) + more + "}";
    }

    private String at(long seconds) {
        return Long.toString(now.plusSeconds(seconds).getEpochSecond());
    }

    private String signed(String header, String claims) throws JOSEException {
        return signed(genuine, header, claims);
    }

    private static String signed(ECKey key, String header, String claims) throws JOSEException {
        String content = encoded(header) + "." + encoded(claims);
        return content + "." + new ECDSASigner(key).sign(new JWSHeader(JWSAlgorithm.ES256), content.getBytes(UTF_8));
    }

    private String mac(byte[] secret) throws JOSEException {
        String content = encoded(header("").replace("ES256", "HS256")) + "." + encoded(claims(""));
        return content + "." + new MACSigner(secret).sign(new JWSHeader(JWSAlgorithm.HS256), content.getBytes(UTF_8));
    }

    private byte[] publicKeyInDer() throws JOSEException {
        return genuine.toECPublicKey().getEncoded();
    }

    private static String encoded(String json) {
        return Base64URL.encode(json).toString();
    }
}
