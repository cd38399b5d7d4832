@NullMarked
package io.todosystem.notification.event;

import org.jspecify.annotations.NullMarked;
