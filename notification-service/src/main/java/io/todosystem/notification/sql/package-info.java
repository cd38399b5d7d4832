/** Statements on a connection. */
@NullMarked
package io.todosystem.notification.sql;

import org.jspecify.annotations.NullMarked;
