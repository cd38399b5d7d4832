@NullMarked
package io.todosystem.bff.problem;

import org.jspecify.annotations.NullMarked;
