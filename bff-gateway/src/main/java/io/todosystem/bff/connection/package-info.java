/** Connections, below requests: how many, how slow, and answers to what is no request. */
@NullMarked
package io.todosystem.bff.connection;

import org.jspecify.annotations.NullMarked;
