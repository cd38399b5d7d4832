/** Time and ids. */
@NullMarked
package io.todosystem.platform.clock;

import org.jspecify.annotations.NullMarked;
