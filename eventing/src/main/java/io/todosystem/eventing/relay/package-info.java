@NullMarked
package io.todosystem.eventing.relay;

import org.jspecify.annotations.NullMarked;
