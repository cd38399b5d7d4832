@NullMarked
package io.todosystem.notification.feed;

import org.jspecify.annotations.NullMarked;
