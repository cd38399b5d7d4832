/** Lists and their positions. */
@NullMarked
package io.todosystem.tasks.list;

import org.jspecify.annotations.NullMarked;
