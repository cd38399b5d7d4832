/** Looks a running installation over and says what to do. */
@NullMarked
package io.todosystem.localstack.doctor;

import org.jspecify.annotations.NullMarked;
