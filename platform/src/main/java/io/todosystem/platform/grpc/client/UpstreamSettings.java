package io.todosystem.platform.grpc.client;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.convert.format.MapFormat;
import java.util.Map;

/**
 * Where the other services are.
 *
 * @param upstreams {@code host:port} by the name of the service; a host with several addresses is called in turn
 */
@ConfigurationProperties("todo")
record UpstreamSettings(@MapFormat Map<String, String> upstreams) {}
