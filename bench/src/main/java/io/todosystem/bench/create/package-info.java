/** Creating tasks: against plain JDBC, without the outbox, above what it can take. */
@NullMarked
package io.todosystem.bench.create;

import org.jspecify.annotations.NullMarked;
