@NullMarked
package io.todosystem.eventing.consumer;

import org.jspecify.annotations.NullMarked;
