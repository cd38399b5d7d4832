/** Clients that mean harm, against real processes. */
@NullMarked
package io.todosystem.e2e.hostile;

import org.jspecify.annotations.NullMarked;
