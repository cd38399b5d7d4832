/** How often may be tried from one address. */
@NullMarked
package io.todosystem.auth.limit;

import org.jspecify.annotations.NullMarked;
