@NullMarked
package io.todosystem.auth.registration;

import org.jspecify.annotations.NullMarked;
