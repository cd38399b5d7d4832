/** What keeps those who send passwords from taking the places of those who are signed in. */
@NullMarked
package io.todosystem.bff.password;

import org.jspecify.annotations.NullMarked;
