@NullMarked
package io.todosystem.auth.password;

import org.jspecify.annotations.NullMarked;
