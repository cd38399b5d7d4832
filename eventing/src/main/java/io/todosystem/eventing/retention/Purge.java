package io.todosystem.eventing.retention;

/** Rows of a service that go when their time is over. A bean of this type is asked whenever eventing's own rows are. */
@FunctionalInterface
public interface Purge {
    /** Deletes some, few enough to be in nobody's way; how many. It is called again until there are none. */
    int purgeSome();
}
