/** Tokens for the programs of a user. */
@NullMarked
package io.todosystem.bff.apitoken;

import org.jspecify.annotations.NullMarked;
