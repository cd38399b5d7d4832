package io.todosystem.auth.token;

import io.micronaut.context.annotation.Value;
import io.micronaut.context.exceptions.ConfigurationException;
import io.todosystem.auth.sealing.Seal;
import jakarta.inject.Singleton;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;

/** Seals the private keys in the database, so that a dump of it signs nothing. */
@Singleton
final class KeyEncryption {
    private static final int KEY_BYTES = 32;

    private final Seal seal;

    KeyEncryption(@Value("${todo.auth.key-encryption-key}") String key) {
        seal = new Seal(new SecretKeySpec(decode(key), "AES"));
    }

    Seal seal() {
        return seal;
    }

    private static byte[] decode(String key) {
        try {
            byte[] bytes = Base64.getDecoder().decode(key);
            if (bytes.length == KEY_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the value.
        }
        throw new ConfigurationException("TODO_KEY_ENCRYPTION_KEY must be 32 bytes in base64");
    }
}
