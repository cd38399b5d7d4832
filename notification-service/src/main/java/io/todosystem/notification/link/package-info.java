/** The links that some mails carry. */
@NullMarked
package io.todosystem.notification.link;

import org.jspecify.annotations.NullMarked;
