/** What happens around every exchange: ids, time, the log, and requests that ask for what there is not. */
@NullMarked
package io.todosystem.bff.exchange;

import org.jspecify.annotations.NullMarked;
