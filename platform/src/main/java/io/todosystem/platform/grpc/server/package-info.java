/**
 * What every server does with every call, in the order of {@link io.todosystem.platform.grpc.server.ServerAssembly}.
 */
@NullMarked
package io.todosystem.platform.grpc.server;

import org.jspecify.annotations.NullMarked;
