@NullMarked
package io.todosystem.eventing.outbox;

import org.jspecify.annotations.NullMarked;
