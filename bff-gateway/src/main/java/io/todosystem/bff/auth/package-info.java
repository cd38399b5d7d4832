/** Sign-in, sessions and the caller's own profile. */
@NullMarked
package io.todosystem.bff.auth;

import org.jspecify.annotations.NullMarked;
