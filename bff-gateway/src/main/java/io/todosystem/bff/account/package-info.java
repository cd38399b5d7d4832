/** What users change about their own account, signed in or not. */
@NullMarked
package io.todosystem.bff.account;

import org.jspecify.annotations.NullMarked;
