/** REST for browsers and scripts, composed of the gRPC services behind. */
@NullMarked
package io.todosystem.bff;

import org.jspecify.annotations.NullMarked;
