@NullMarked
package io.todosystem.eventing.testing;

import org.jspecify.annotations.NullMarked;
