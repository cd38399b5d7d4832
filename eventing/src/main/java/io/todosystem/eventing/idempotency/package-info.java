@NullMarked
package io.todosystem.eventing.idempotency;

import org.jspecify.annotations.NullMarked;
