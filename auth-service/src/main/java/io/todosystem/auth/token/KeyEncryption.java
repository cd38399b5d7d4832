package io.todosystem.auth.token;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import io.todosystem.auth.sealing.Seal;
import jakarta.validation.constraints.NotNull;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;

/** Seals the private keys in the database, so that a dump of it signs nothing. */
@ConfigurationProperties("todo.auth")
record KeyEncryption(@NotNull String keyEncryptionKey) {
    private static final int KEY_BYTES = 32;

    Seal seal() {
        return new Seal(new SecretKeySpec(decode(keyEncryptionKey), "AES"));
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

    @Override
    public String toString() {
        return "KeyEncryption";
    }
}
