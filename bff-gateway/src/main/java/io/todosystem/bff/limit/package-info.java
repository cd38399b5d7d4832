/** How often a user may ask, and how answers tell. */
@NullMarked
package io.todosystem.bff.limit;

import org.jspecify.annotations.NullMarked;
