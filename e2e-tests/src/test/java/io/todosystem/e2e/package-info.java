@NullMarked
package io.todosystem.e2e;

import org.jspecify.annotations.NullMarked;
