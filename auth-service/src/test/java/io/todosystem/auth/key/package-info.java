@NullMarked
package io.todosystem.auth.key;

import org.jspecify.annotations.NullMarked;
