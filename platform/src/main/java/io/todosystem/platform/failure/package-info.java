/** What a request fails with. */
@NullMarked
package io.todosystem.platform.failure;

import org.jspecify.annotations.NullMarked;
