/** Start, health and end of a process. */
@NullMarked
package io.todosystem.platform.lifecycle;

import org.jspecify.annotations.NullMarked;
