/** What our interceptors cost. */
@NullMarked
package io.todosystem.bench.echo;

import org.jspecify.annotations.NullMarked;
