package io.todosystem.auth.password;

import java.text.Normalizer;
import java.util.Locale;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A password in one Unicode form (NFC), so that the same keys on two systems give the same bytes. Never printed. */
public final class Password {
    /**
     * In characters as typed. Whatever is longer has more than {@link PasswordPolicy#MOST_BYTES} in each form and stays
     * as it is: to normalise a row of combining marks takes time that grows with the square of its length.
     */
    private static final int LONGEST_NORMALISED = 4 * PasswordPolicy.MOST_BYTES;

    private final String text;

    private Password(String text) {
        this.text = text;
    }

    public static Password of(String typed) {
        return new Password(
                typed.length() > LONGEST_NORMALISED ? typed : Normalizer.normalize(typed, Normalizer.Form.NFC));
    }

    int characters() {
        return text.codePointCount(0, text.length());
    }

    byte[] bytes() {
        return text.getBytes(UTF_8);
    }

    String lowerCase() {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "password";
    }
}
