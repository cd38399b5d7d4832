@NullMarked
package io.todosystem.auth.session;

import org.jspecify.annotations.NullMarked;
