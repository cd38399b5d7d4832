@NullMarked
package io.todosystem.bff.json;

import org.jspecify.annotations.NullMarked;
