/** What every channel does with every call, in the order of {@link io.todosystem.platform.grpc.client.Upstreams}. */
@NullMarked
package io.todosystem.platform.grpc.client;

import org.jspecify.annotations.NullMarked;
