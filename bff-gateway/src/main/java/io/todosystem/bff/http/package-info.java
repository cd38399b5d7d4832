/** What HTTP asks of every operation alike: problems, JSON, conditional requests, idempotency keys, limits. */
@NullMarked
package io.todosystem.bff.http;

import org.jspecify.annotations.NullMarked;
