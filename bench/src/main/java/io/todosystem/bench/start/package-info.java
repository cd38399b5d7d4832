/** How quickly it starts, and what it holds in memory. */
@NullMarked
package io.todosystem.bench.start;

import org.jspecify.annotations.NullMarked;
