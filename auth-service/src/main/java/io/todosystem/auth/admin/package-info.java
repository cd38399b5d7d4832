/** What administrators do with accounts. */
@NullMarked
package io.todosystem.auth.admin;

import org.jspecify.annotations.NullMarked;
