/** Users as administrators see them, and invitations to become one. */
@NullMarked
package io.todosystem.bff.user;

import org.jspecify.annotations.NullMarked;
