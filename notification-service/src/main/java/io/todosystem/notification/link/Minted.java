package io.todosystem.notification.link;

/** What came of asking for the link of a mail. */
public sealed interface Minted {

    /** Here it is. */
    record Made(Link link) implements Minted {}

    /** This kind of mail has none. */
    record NotNeeded() implements Minted {}

    /** Nobody asked for it, or what it is for is done: without it the mail says nothing. */
    record NotWanted() implements Minted {}

    /** Auth cannot answer now. */
    record Unavailable(String reason) implements Minted {}
}
