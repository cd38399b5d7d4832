@NullMarked
package io.todosystem.tasks.task;

import org.jspecify.annotations.NullMarked;
