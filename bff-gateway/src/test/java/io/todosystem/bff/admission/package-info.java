@NullMarked
package io.todosystem.bff.admission;

import org.jspecify.annotations.NullMarked;
