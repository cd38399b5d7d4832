/** Load generators, in processes of their own. */
@NullMarked
package io.todosystem.bench.load;

import org.jspecify.annotations.NullMarked;
