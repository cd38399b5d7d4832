@NullMarked
package io.todosystem.notification.delivery;

import org.jspecify.annotations.NullMarked;
