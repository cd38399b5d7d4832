package io.todosystem.auth.password;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hash with all that is needed to make it again, as the PHC string format has it:
 * {@code $argon2id$v=19$m=…,t=…,p=…$salt$hash}, the last two in Base64.
 */
record PhcString(int memoryKib, int iterations, int parallelism, String salt, String hash) {
    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,4}),p=(\\d{1,3})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    static PhcString parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException("A stored password hash is not one of Argon2id, version 19");
        }
        return new PhcString(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                parts.group(4),
                parts.group(5));
    }

    static PhcString unhashed(HashingConfiguration cost, byte[] salt) {
        return new PhcString(cost.memoryKib(), cost.iterations(), cost.parallelism(), base64(salt), "");
    }

    PhcString withHash(byte[] bytes) {
        return new PhcString(memoryKib, iterations, parallelism, salt, base64(bytes));
    }

    String text() {
        return "$argon2id$v=19$m=" + memoryKib + ",t=" + iterations + ",p=" + parallelism + "$" + salt + "$" + hash;
    }

    byte[] saltBytes() {
        return Base64.getDecoder().decode(salt);
    }

    byte[] hashBytes() {
        return Base64.getDecoder().decode(hash);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "hash";
    }
}
