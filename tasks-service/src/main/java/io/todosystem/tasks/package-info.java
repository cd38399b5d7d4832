/** Keeps users' lists and tasks. */
@NullMarked
package io.todosystem.tasks;

import org.jspecify.annotations.NullMarked;
