/** Proof of an address, and a new password. */
@NullMarked
package io.todosystem.auth.recovery;

import org.jspecify.annotations.NullMarked;
