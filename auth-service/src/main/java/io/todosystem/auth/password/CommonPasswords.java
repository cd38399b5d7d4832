package io.todosystem.auth.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The passwords that everybody tries first, whatever the case of their letters. */
final class CommonPasswords {
    private static final String LIST = "common-passwords.txt";

    private final Set<String> passwords;

    CommonPasswords() {
        try (var lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(CommonPasswords.class.getResourceAsStream(LIST), LIST), UTF_8))) {
            passwords = lines.lines().collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean contains(Password password) {
        return passwords.contains(password.lowerCase());
    }

    int size() {
        return passwords.size();
    }
}
