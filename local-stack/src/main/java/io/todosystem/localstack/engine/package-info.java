/** PostgreSQL, Kafka and the mail sink as components. */
@NullMarked
package io.todosystem.localstack.engine;

import org.jspecify.annotations.NullMarked;
