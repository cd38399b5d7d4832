@NullMarked
package io.todosystem.auth.lockout;

import org.jspecify.annotations.NullMarked;
