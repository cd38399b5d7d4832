/** Everything that changes a task, and the rules of it. */
@NullMarked
package io.todosystem.tasks.change;

import org.jspecify.annotations.NullMarked;
