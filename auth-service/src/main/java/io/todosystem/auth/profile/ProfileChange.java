package io.todosystem.auth.profile;

import io.todosystem.auth.account.ProfileRules;
import io.todosystem.auth.account.UserRow;
import io.todosystem.platform.failure.Failure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The wanted values; what is null stays as it is, what is empty is cleared. */
public record ProfileChange(
        @Nullable String displayName,
        @Nullable String timeZone,
        @Nullable String locale) {

    /** The whole profile after the change. {@link Failure} INVALID_ARGUMENT for the first value that is wrong. */
    Profile over(UserRow user) {
        return new Profile(
                displayName == null ? user.displayName() : name(displayName),
                timeZone == null ? user.timeZone() : zone(timeZone),
                locale == null ? user.locale() : language(locale));
    }

    private static String name(String wanted) {
        String name = wanted.strip();
        refuse("user.display_name", ProfileRules.objectionToName(name));
        return name;
    }

    private static String zone(String wanted) {
        String zone = wanted.isEmpty() ? ProfileRules.DEFAULT_ZONE : wanted;
        refuse("user.time_zone", ProfileRules.objectionToZone(zone));
        return zone;
    }

    private static String language(String wanted) {
        return ProfileRules.canonicalLocale(wanted.isEmpty() ? ProfileRules.DEFAULT_LOCALE : wanted)
                .orElseThrow(() -> Failure.invalid("user.locale", "is not a BCP 47 language tag such as de-AT"));
    }

    private static void refuse(String field, Optional<String> objection) {
        objection.ifPresent(text -> {
            throw Failure.invalid(field, text);
        });
    }

    /** What a user says about itself. */
    record Profile(String displayName, String timeZone, String locale) {
        static Profile of(UserRow user) {
            return new Profile(user.displayName(), user.timeZone(), user.locale());
        }

        @Override
        public String toString() {
            return "Profile";
        }
    }

    @Override
    public String toString() {
        return "ProfileChange";
    }
}
