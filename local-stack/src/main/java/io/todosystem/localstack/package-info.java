/** The whole system on one machine, as real processes and without Docker. */
@NullMarked
package io.todosystem.localstack;

import org.jspecify.annotations.NullMarked;
