@NullMarked
package io.todosystem.bff.exchange;

import org.jspecify.annotations.NullMarked;
