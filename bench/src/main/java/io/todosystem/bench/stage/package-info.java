/** What is measured: real processes and their resources. */
@NullMarked
package io.todosystem.bench.stage;

import org.jspecify.annotations.NullMarked;
