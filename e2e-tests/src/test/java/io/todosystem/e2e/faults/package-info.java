/** Processes are killed and frozen under load, and every promise of the failure table is then counted. */
@NullMarked
package io.todosystem.e2e.faults;

import org.jspecify.annotations.NullMarked;
