/** How many requests are in the work at once. */
@NullMarked
package io.todosystem.bff.admission;

import org.jspecify.annotations.NullMarked;
