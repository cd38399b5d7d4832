/** The examples of the documentation, executed. */
@NullMarked
package io.todosystem.e2e.examples;

import org.jspecify.annotations.NullMarked;
