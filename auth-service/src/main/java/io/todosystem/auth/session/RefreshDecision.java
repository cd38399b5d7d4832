package io.todosystem.auth.session;

/** Answer of {@link RefreshRules}. */
sealed interface RefreshDecision {
    /** The newest token of a live session: it is used up now and gets a successor. */
    record Rotate() implements RefreshDecision {}

    /** The token before it, moments later: a twin or a lost answer. It gets the successor that was made already. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Repeat(byte[] sealedSuccessor) implements RefreshDecision {}

    /** A used-up token: two parties have it, and nobody can tell which of them is the thief. */
    record EndFamily() implements RefreshDecision {}

    /** The session has ended. */
    record Refuse() implements RefreshDecision {}
}
