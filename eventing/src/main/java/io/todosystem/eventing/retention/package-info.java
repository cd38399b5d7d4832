@NullMarked
package io.todosystem.eventing.retention;

import org.jspecify.annotations.NullMarked;
