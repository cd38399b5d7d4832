/** The edge: a real nginx with the project's configuration. */
@NullMarked
package io.todosystem.e2e.edge;

import org.jspecify.annotations.NullMarked;
