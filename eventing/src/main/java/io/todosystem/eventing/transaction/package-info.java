@NullMarked
package io.todosystem.eventing.transaction;

import org.jspecify.annotations.NullMarked;
