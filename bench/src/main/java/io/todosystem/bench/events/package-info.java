/** Where events are measured: databases, topics and programs on a stage. */
@NullMarked
package io.todosystem.bench.events;

import org.jspecify.annotations.NullMarked;
