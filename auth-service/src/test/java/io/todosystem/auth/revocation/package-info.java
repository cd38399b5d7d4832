@NullMarked
package io.todosystem.auth.revocation;

import org.jspecify.annotations.NullMarked;
