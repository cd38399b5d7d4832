@NullMarked
package io.todosystem.auth.token;

import org.jspecify.annotations.NullMarked;
