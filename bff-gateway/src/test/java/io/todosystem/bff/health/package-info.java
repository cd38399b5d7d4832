@NullMarked
package io.todosystem.bff.health;

import org.jspecify.annotations.NullMarked;
