package io.todosystem.auth.password;

import java.security.MessageDigest;
import java.security.SecureRandom;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id. Each thread that hashes keeps the memory of one hash, wiped after use: made anew for each, collecting it
 * took as much of a processor as hashing, and that on a thread which gives way to nobody.
 */
final class Argon2 {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    /** The generator works with a few blocks beside those that the parameters name. */
    private static final int BLOCKS_TO_WORK_WITH = 8;

    private final SecureRandom random = new SecureRandom();
    private final HashingConfiguration current;
    private final ThreadLocal<BlockPool> memory;

    Argon2(HashingConfiguration parameters) {
        current = parameters;
        memory = ThreadLocal.withInitial(() -> new FixedBlockPool(parameters.memoryKib() + BLOCKS_TO_WORK_WITH));
    }

    String hash(Password password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        PhcString unhashed = PhcString.unhashed(current, salt);
        return unhashed.withHash(compute(password, unhashed, HASH_BYTES)).text();
    }

    /** Compares with the parameters in the stored hash, in constant time. */
    boolean matches(Password password, String hash) {
        PhcString stored = PhcString.parse(hash);
        byte[] expected = stored.hashBytes();
        return MessageDigest.isEqual(expected, compute(password, stored, expected.length));
    }

    boolean isOutdated(String hash) {
        PhcString stored = PhcString.parse(hash);
        return stored.memoryKib() < current.memoryKib() || stored.iterations() < current.iterations();
    }

    private byte[] compute(Password password, PhcString parameters, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(parameters.memoryKib())
                .withIterations(parameters.iterations())
                .withParallelism(parameters.parallelism())
                .withSalt(parameters.saltBytes())
                .withBlockPool(memory.get())
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(password.bytes(), hash);
        return hash;
    }
}
