/** The caller's notifications and their live stream. */
@NullMarked
package io.todosystem.bff.notification;

import org.jspecify.annotations.NullMarked;
