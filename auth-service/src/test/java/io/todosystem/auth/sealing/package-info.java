@NullMarked
package io.todosystem.auth.sealing;

import org.jspecify.annotations.NullMarked;
