package io.todosystem.auth.password;

import com.password4j.Argon2Function;
import java.security.SecureRandom;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Argon2id as a PHC string: {@code $argon2id$v=19$m=…,t=…,p=…$salt$hash}. */
final class Argon2 {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Argon2Function current;

    Argon2(HashingConfiguration parameters) {
        current = Argon2Function.getInstance(
                parameters.memoryKib(),
                parameters.iterations(),
                parameters.parallelism(),
                HASH_BYTES,
                com.password4j.types.Argon2.ID);
    }

    String hash(Password password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return current.hash(password.bytes(), salt).getResult();
    }

    /** Compares with the parameters in the stored hash, in constant time. */
    boolean matches(Password password, String hash) {
        return Argon2Function.getInstanceFromHash(hash).check(password.bytes(), hash.getBytes(UTF_8));
    }

    boolean isOutdated(String hash) {
        Argon2Function stored = Argon2Function.getInstanceFromHash(hash);
        return stored.getMemory() < current.getMemory() || stored.getIterations() < current.getIterations();
    }
}
