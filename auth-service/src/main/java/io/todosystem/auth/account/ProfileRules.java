package io.todosystem.auth.account;

import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What names, time zones and languages of users must be: the objection in words, or nothing. */
public final class ProfileRules {
    public static final String DEFAULT_ZONE = "UTC";
    public static final String DEFAULT_LOCALE = "en";

    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    private ProfileRules() {}

    public static Optional<String> objectionToName(String name) {
        if (name.codePoints().noneMatch(ProfileRules::isVisible)) {
            return Optional.of("must not be blank");
        }
        return name.codePoints().anyMatch(ProfileRules::isControl)
                ? Optional.of("must not contain line breaks or other control characters")
                : Optional.empty();
    }

    public static Optional<String> objectionToZone(String zone) {
        return ZONES.contains(zone) ? Optional.empty() : Optional.of("is not an IANA time zone such as Europe/Berlin");
    }

    /** The tag in its canonical form; empty if it is none. */
    public static Optional<String> canonicalLocale(String tag) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(tag).build();
            return locale.getLanguage().isEmpty() ? Optional.empty() : Optional.of(locale.toLanguageTag());
        } catch (IllformedLocaleException e) {
            return Optional.empty();
        }
    }

    private static boolean isVisible(int character) {
        return !Character.isWhitespace(character)
                && !Character.isSpaceChar(character)
                && Character.getType(character) != Character.FORMAT;
    }

    private static boolean isControl(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }
}
