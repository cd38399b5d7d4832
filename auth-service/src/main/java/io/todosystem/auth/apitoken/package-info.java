@NullMarked
package io.todosystem.auth.apitoken;

import org.jspecify.annotations.NullMarked;
