/** How two programs are compared. */
@NullMarked
package io.todosystem.bench.harness;

import org.jspecify.annotations.NullMarked;
