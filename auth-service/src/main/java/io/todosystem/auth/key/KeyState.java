package io.todosystem.auth.key;

/** Life of a signing key. All three verify. */
enum KeyState {
    /** Published, so that verifiers know it before it signs. */
    NEXT,
    /** Signs; one at most. */
    ACTIVE,
    /** Signs no more; kept while tokens of it live. */
    RETIRED
}
