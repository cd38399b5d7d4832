/** Through the gateway: one hop, three at once, and reads while many sign in. */
@NullMarked
package io.todosystem.bench.gateway;

import org.jspecify.annotations.NullMarked;
