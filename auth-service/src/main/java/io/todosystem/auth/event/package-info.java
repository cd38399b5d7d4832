@NullMarked
package io.todosystem.auth.event;

import org.jspecify.annotations.NullMarked;
