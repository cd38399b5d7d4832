@NullMarked
package io.todosystem.bff.task;

import org.jspecify.annotations.NullMarked;
