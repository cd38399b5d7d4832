package io.todosystem.auth.key;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import io.todosystem.auth.sealing.Seal;
import jakarta.validation.constraints.NotBlank;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals the private keys in the database, so that a dump of it signs nothing.
 *
 * @param keyEncryptionKey 32 bytes in base64, the same in every replica
 */
@ConfigurationProperties("todo.auth")
record KeyEncryption(@NotBlank String keyEncryptionKey) {
    private static final int KEY_BYTES = 32;

    Seal seal() {
        byte[] key = decoded();
        if (key.length != KEY_BYTES) {
            throw malformed();
        }
        return new Seal(new SecretKeySpec(key, "AES"));
    }

    private byte[] decoded() {
        try {
            return Base64.getDecoder().decode(keyEncryptionKey);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static ConfigurationException malformed() {
        return new ConfigurationException(
                "todo.auth.key-encryption-key (TODO_KEY_ENCRYPTION_KEY) must be 32 bytes in base64");
    }

    @Override
    public String toString() {
        return "KeyEncryption";
    }
}
