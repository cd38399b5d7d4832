@NullMarked
package io.todosystem.bff.auth;

import org.jspecify.annotations.NullMarked;
