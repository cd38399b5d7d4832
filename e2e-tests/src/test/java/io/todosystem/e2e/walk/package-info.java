@NullMarked
package io.todosystem.e2e.walk;

import org.jspecify.annotations.NullMarked;
