package io.todosystem.auth.password;

import jakarta.inject.Singleton;
import java.util.Optional;

/** What a new password must be. No rule on its composition: length and rarity are what count (NIST SP 800-63B). */
@Singleton
public final class PasswordPolicy {
    static final int LEAST_CHARACTERS = 8;
    static final int MOST_BYTES = 1024;

    private final CommonPasswords commonPasswords = new CommonPasswords();

    /** Why this password is refused, in words for the user; empty if it is not. */
    public Optional<String> objection(Password password) {
        if (password.characters() < LEAST_CHARACTERS) {
            return Optional.of("must have at least " + LEAST_CHARACTERS + " characters");
        }
        if (isTooLong(password)) {
            return Optional.of("must have at most " + MOST_BYTES + " bytes");
        }
        return commonPasswords.contains(password)
                ? Optional.of("is one of the most common passwords; choose another one")
                : Optional.empty();
    }

    static boolean isTooLong(Password password) {
        return password.bytes().length > MOST_BYTES;
    }
}
