/** What services tell of the requests they had a part in. */
@NullMarked
package io.todosystem.e2e.trace;

import org.jspecify.annotations.NullMarked;
