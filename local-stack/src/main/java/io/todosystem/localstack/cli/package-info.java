/** The verbs of {@code ./todo}. */
@NullMarked
package io.todosystem.localstack.cli;

import org.jspecify.annotations.NullMarked;
