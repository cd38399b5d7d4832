/** Starts processes, watches them and ends them; knows nothing of what they are. */
@NullMarked
package io.todosystem.localstack.supervise;

import org.jspecify.annotations.NullMarked;
