@NullMarked
package io.todosystem.tasks.listing;

import org.jspecify.annotations.NullMarked;
