/** What HTTP asks of resources: ids in paths, pages, entity tags, idempotency keys. */
@NullMarked
package io.todosystem.bff.http;

import org.jspecify.annotations.NullMarked;
