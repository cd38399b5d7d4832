/** Each user's feed of notifications: its rows, its RPCs and its live streams. */
@NullMarked
package io.todosystem.notification.feed;

import org.jspecify.annotations.NullMarked;
