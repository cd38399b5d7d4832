@NullMarked
package io.todosystem.bff.notification;

import org.jspecify.annotations.NullMarked;
