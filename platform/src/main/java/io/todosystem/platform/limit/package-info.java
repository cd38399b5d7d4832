/** How often somebody may do something. */
@NullMarked
package io.todosystem.platform.limit;

import org.jspecify.annotations.NullMarked;
