package io.todosystem.platform.auth;

import io.todosystem.proto.access.v1.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an API token may be limited to, under the names that users know: {@code tasks.read}. */
public final class Scopes {
    private static final String PREFIX = "SCOPE_";

    /** Every scope there is, in the order of the contract. */
    public static final List<Scope> ALL = Arrays.stream(Scope.values())
            .filter(scope -> scope != Scope.SCOPE_UNSPECIFIED && scope != Scope.UNRECOGNIZED)
            .toList();

    private Scopes() {}

    public static String name(Scope scope) {
        return scope.name().substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    public static Optional<Scope> named(String name) {
        return ALL.stream().filter(scope -> name(scope).equals(name)).findFirst();
    }
}
