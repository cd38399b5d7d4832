/** Problem documents (RFC 9457) for every error, whoever found it. */
@NullMarked
package io.todosystem.bff.problem;

import org.jspecify.annotations.NullMarked;
