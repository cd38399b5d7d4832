package io.todosystem.bff.json;

import java.util.Set;

/**
 * A JSON merge patch (RFC 7396) on an object of type {@code T}.
 *
 * @param values what the members that are not null say; a member that is absent or null is null here too
 * @param members names of the members that are present, null or not: those that change
 */
public record MergePatch<T>(T values, Set<String> members) {
    public static final String MEDIA_TYPE = "application/merge-patch+json";

    public MergePatch {
        members = Set.copyOf(members);
    }
}
