@NullMarked
package io.todosystem.notification;

import org.jspecify.annotations.NullMarked;
