/** From the outbox to Kafka: measurements and the programs that they compare. */
@NullMarked
package io.todosystem.bench.events.relay;

import org.jspecify.annotations.NullMarked;
