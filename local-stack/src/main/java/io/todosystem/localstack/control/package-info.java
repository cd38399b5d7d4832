/** How one {@code ./todo} speaks to the supervisor that another one started. */
@NullMarked
package io.todosystem.localstack.control;

import org.jspecify.annotations.NullMarked;
