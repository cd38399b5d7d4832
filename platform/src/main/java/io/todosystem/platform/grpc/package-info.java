/** Servers and channels: the same rules for every RPC. */
@NullMarked
package io.todosystem.platform.grpc;

import org.jspecify.annotations.NullMarked;
