package io.todosystem.bff.account;

import com.google.protobuf.FieldMask;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.bff.json.MergePatch;
import io.todosystem.proto.auth.v1.UserInput;
import org.jspecify.annotations.Nullable;

/** The members of a profile that its user writes. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(
        description = "Only the members that are given change; null clears one (the name cannot be cleared).",
        example = "{\"time_zone\": \"Europe/Vienna\", \"locale\": \"de-AT\"}")
record ProfileChange(
        @Schema(description = "Name shown to people, 1 to 100 characters.") @Nullable
        String displayName,

        @Schema(description = "IANA time zone; cleared: UTC.") @Nullable
        String timeZone,

        @Schema(description = "BCP 47 language tag; cleared: en.") @Nullable
        String locale) {

    /** The fields that a patch names; members and fields have the same names. */
    static FieldMask mask(MergePatch<ProfileChange> patch) {
        return FieldMask.newBuilder()
                .addAllPaths(patch.members().stream().sorted().toList())
                .build();
    }

    UserInput input() {
        var input = UserInput.newBuilder();
        if (displayName != null) {
            input.setDisplayName(displayName);
        }
        if (timeZone != null) {
            input.setTimeZone(timeZone);
        }
        if (locale != null) {
            input.setLocale(locale);
        }
        return input.build();
    }

    @Override
    public String toString() {
        return "ProfileChange[]";
    }
}
