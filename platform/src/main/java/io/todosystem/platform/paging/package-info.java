/** Page sizes and page tokens. */
@NullMarked
package io.todosystem.platform.paging;

import org.jspecify.annotations.NullMarked;
