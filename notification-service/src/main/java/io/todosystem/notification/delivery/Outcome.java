package io.todosystem.notification.delivery;

/** How a try to send ended. Reasons are codes: they never quote the mail server, whose words may hold an address. */
sealed interface Outcome {

    /** The mail server took it over. */
    record Sent() implements Outcome {}

    /** It may work later. */
    record Postponed(String reason) implements Outcome {}

    /** It never will. */
    record Failed(String reason) implements Outcome {}

    /** There is nobody to send it to. */
    record Dropped(String reason) implements Outcome {}
}
