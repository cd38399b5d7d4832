/** Measurements of the whole: each a ratio against a floor or a peer, taken in the same run. */
@NullMarked
package io.todosystem.bench;

import org.jspecify.annotations.NullMarked;
