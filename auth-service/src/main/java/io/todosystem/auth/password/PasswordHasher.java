package io.todosystem.auth.password;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/**
 * Hashes and checks passwords, as many at once as half the cores, since each takes a core and {@code memoryKib} for its
 * whole duration. Who finds too many others is refused with {@code HASHING_BUSY}.
 */
@Singleton
public final class PasswordHasher {
    private final Argon2 argon2;
    private final HashingPool pool;
    /** Made beside the rest of the start: the library takes a while to load. */
    private final Future<String> nobodysHash;

    PasswordHasher(HashingConfiguration configuration, MeterRegistry metrics) {
        argon2 = new Argon2(configuration);
        pool = new HashingPool(configuration, metrics);
        nobodysHash = pool.begin(() -> argon2.hash(Password.of("nobody")));
    }

    /** Refuses a caller whose password would find no place, before anything else is done for it. */
    public void requireRoom() {
        pool.requireRoom();
    }

    public String hash(Password password) {
        return pool.run(() -> argon2.hash(password));
    }

    /** Takes the same time for a user who does not exist (no hash) as for a wrong password. */
    public boolean matches(Password password, Optional<String> storedHash) {
        boolean comparable = storedHash.isPresent() && !PasswordPolicy.isTooLong(password);
        Password checked = comparable ? password : Password.of("somebody");
        Callable<String> hash = comparable ? storedHash::get : nobodysHash::get;
        return pool.run(() -> argon2.matches(checked, hash.call())) && comparable;
    }

    /** True if the hash was made with weaker parameters than today's. */
    public boolean isOutdated(String storedHash) {
        return argon2.isOutdated(storedHash);
    }

    @PreDestroy
    void close() {
        pool.close();
    }
}
