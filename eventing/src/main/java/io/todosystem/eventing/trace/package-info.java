/** Traces through databases and Kafka. */
@NullMarked
package io.todosystem.eventing.trace;

import org.jspecify.annotations.NullMarked;
