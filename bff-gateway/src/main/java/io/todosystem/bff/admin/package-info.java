@NullMarked
package io.todosystem.bff.admin;

import org.jspecify.annotations.NullMarked;
