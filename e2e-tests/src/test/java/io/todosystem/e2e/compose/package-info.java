/**
 * The system in containers: what its description promises, and what it keeps when containers are killed, frozen and cut
 * off.
 */
@NullMarked
package io.todosystem.e2e.compose;

import org.jspecify.annotations.NullMarked;
