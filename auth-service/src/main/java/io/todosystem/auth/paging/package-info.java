/** Pages of what is listed newest first. */
@NullMarked
package io.todosystem.auth.paging;

import org.jspecify.annotations.NullMarked;
