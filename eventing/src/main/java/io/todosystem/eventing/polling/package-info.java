@NullMarked
package io.todosystem.eventing.polling;

import org.jspecify.annotations.NullMarked;
