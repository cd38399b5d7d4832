/** The systems that tests run against: one that they start themselves, or one that runs already. */
@NullMarked
package io.todosystem.e2e.installation;

import org.jspecify.annotations.NullMarked;
