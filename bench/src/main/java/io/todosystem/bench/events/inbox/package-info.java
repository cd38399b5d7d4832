/** From Kafka to rows: the measurement and the programs that it compares. */
@NullMarked
package io.todosystem.bench.events.inbox;

import org.jspecify.annotations.NullMarked;
