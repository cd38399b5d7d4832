@NullMarked
package io.todosystem.tasks.change;

import org.jspecify.annotations.NullMarked;
