/** What the programs of event measurements have in common; each runs in a process of its own. */
@NullMarked
package io.todosystem.bench.events.program;

import org.jspecify.annotations.NullMarked;
