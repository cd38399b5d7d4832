@NullMarked
package io.todosystem.eventing.admin;

import org.jspecify.annotations.NullMarked;
