@NullMarked
package io.todosystem.auth;

import org.jspecify.annotations.NullMarked;
