@NullMarked
package io.todosystem.auth.account;

import org.jspecify.annotations.NullMarked;
