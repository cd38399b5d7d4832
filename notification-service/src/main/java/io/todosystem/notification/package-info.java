/** Tells people what happened: a feed with a live stream, and mails. */
@NullMarked
package io.todosystem.notification;

import org.jspecify.annotations.NullMarked;
