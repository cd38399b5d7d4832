/** The gateway against upstreams that are written by hand. */
@NullMarked
package io.todosystem.bff;

import org.jspecify.annotations.NullMarked;
