@NullMarked
package io.todosystem.auth.client;

import org.jspecify.annotations.NullMarked;
