/** What the integration tests of this service share. */
@NullMarked
package io.todosystem.tasks.testing;

import org.jspecify.annotations.NullMarked;
