/** Who calls, and how long that is to be believed. */
@NullMarked
package io.todosystem.platform.auth;

import org.jspecify.annotations.NullMarked;
