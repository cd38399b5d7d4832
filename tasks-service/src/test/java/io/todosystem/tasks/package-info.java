@NullMarked
package io.todosystem.tasks;

import org.jspecify.annotations.NullMarked;
