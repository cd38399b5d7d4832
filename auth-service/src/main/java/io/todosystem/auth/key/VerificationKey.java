package io.todosystem.auth.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import java.text.ParseException;

/** The public half of a key, as the JWKS shows it. */
public record VerificationKey(ECKey publicKey, ECDSAVerifier verifier) {

    static VerificationKey of(SigningKeyRow row) {
        try {
            return of(ECKey.parse(row.publicKey()));
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("The stored public key " + row.kid() + " is not an EC key", e);
        }
    }

    public static VerificationKey of(ECKey key) throws JOSEException {
        return new VerificationKey(key.toPublicJWK(), new ECDSAVerifier(key));
    }
}
