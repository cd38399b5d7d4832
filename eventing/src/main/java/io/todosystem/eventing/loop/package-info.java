/** What a loop needs that runs for as long as its process. */
@NullMarked
package io.todosystem.eventing.loop;

import org.jspecify.annotations.NullMarked;
