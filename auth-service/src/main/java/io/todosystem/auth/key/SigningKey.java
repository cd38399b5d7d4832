package io.todosystem.auth.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.micronaut.context.exceptions.ConfigurationException;
import io.todosystem.auth.sealing.Seal;
import io.todosystem.auth.sealing.Seal.BrokenSeal;
import java.text.ParseException;
import java.time.Instant;

import static java.nio.charset.StandardCharsets.UTF_8;

/** An ES256 key pair under its RFC 7638 thumbprint. */
public record SigningKey(ECKey pair, ECDSASigner signer) {

    public static SigningKey generate() {
        try {
            return of(new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("P-256 is not available", e);
        }
    }

    static SigningKey open(SigningKeyRow row, Seal seal) {
        try {
            byte[] opened = seal.open(row.privateKey(), row.kid().getBytes(UTF_8));
            return of(ECKey.parse(new String(opened, UTF_8)));
        } catch (BrokenSeal e) {
            throw new ConfigurationException(
                    "TODO_KEY_ENCRYPTION_KEY is not the key that the signing keys in the database were encrypted with");
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("The stored signing key " + row.kid() + " is not an EC key", e);
        }
    }

    private static SigningKey of(ECKey pair) throws JOSEException {
        return new SigningKey(pair, new ECDSASigner(pair));
    }

    public String id() {
        return pair.getKeyID();
    }

    SigningKeyRow row(KeyState state, Seal seal, Instant now) {
        byte[] sealed = seal.close(pair.toJSONString().getBytes(UTF_8), id().getBytes(UTF_8));
        return new SigningKeyRow(
                id(),
                state,
                pair.toPublicJWK().toJSONString(),
                sealed,
                now,
                state == KeyState.ACTIVE ? now : null,
                null);
    }

    @Override
    public String toString() {
        return "SigningKey[" + id() + "]";
    }
}
