/** Hands notifications over to the mail server, at least once. */
@NullMarked
package io.todosystem.notification.delivery;

import org.jspecify.annotations.NullMarked;
