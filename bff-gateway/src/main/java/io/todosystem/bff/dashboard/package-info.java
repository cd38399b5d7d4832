/** One screen out of several services. */
@NullMarked
package io.todosystem.bff.dashboard;

import org.jspecify.annotations.NullMarked;
